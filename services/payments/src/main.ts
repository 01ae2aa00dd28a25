import { readFileSync } from 'node:fs';
import {
  connectKafka,
  connectMongo,
  createClock,
  createHealth,
  createIdentityVerifier,
  createMetrics,
  parseEnv,
  pingMongo,
  runWhenMain,
  startConsumer,
  startPublisher,
  startRelay,
  startSubgraph,
  type Clock,
  type Lifecycle,
  type Log,
} from '@motcua/service-kit';
import type { Context } from './context.js';
import { envShape, type Env } from './env.js';
import { reactions } from './events/handlers.js';
import { published } from './events/published.js';
import { resolvers } from './graphql/resolvers.js';
import { createVnpay } from './providers/vnpay.js';
import { addBankRoutes } from './routes/bank-routes.js';
import { openCallbackStore } from './store/callback-store.js';
import { openPaymentStore } from './store/payment-store.js';
import { openReferenceCounter } from './store/reference-counter.js';
import { openRequestRegister } from './store/request-register.js';
import { startTimers } from './timers.js';

const name = 'payments';

export async function startPayments(
  env: Env,
  lifecycle: Lifecycle,
  log: Log,
  given?: { readonly clock: Clock },
): Promise<{ readonly url: string }> {
  const health = createHealth();
  const clock = given?.clock ?? (await createClock({ url: env.CLOCK_URL, lifecycle, log }));
  const mongo = await connectMongo(env.MONGODB_URL, lifecycle, log);
  const kafka = connectKafka(env, name, log);
  const publisher = startPublisher(kafka, lifecycle, log);
  const payments = await openPaymentStore(mongo);
  const relay = startRelay({ store: payments, source: '/motcua/payments', published, publisher, lifecycle, log });
  const context: Context = {
    payments,
    callbacks: await openCallbackStore(mongo),
    nextReference: await openReferenceCounter(mongo),
    registerRequest: await openRequestRegister(mongo),
    bank: createVnpay(vnpaySettings(env)),
    clock,
    log,
  };
  const consumer = await startConsumer({ kafka, groupId: name, reactions, context, publisher, lifecycle, log, clock });
  health.check('mongo', () => pingMongo(mongo));
  health.check('relay', () => relay.check());
  health.check('consumer', () => consumer.check());
  startTimers(context, lifecycle);
  return startSubgraph({
    ...{ name, host: env.SERVICE_HOST, port: env.SERVICE_PORT, resolvers, app: context, health, log, lifecycle },
    typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
    identity: createIdentityVerifier({ publicKeys: env.IDENTITY_PUBLIC_KEYS, audience: name }),
    metrics: createMetrics(name),
    routes: (server) => {
      addBankRoutes(server, context);
    },
  });
}

function vnpaySettings(env: Env) {
  return {
    payUrl: env.VNPAY_PAY_URL,
    apiUrl: env.VNPAY_API_URL,
    tmnCode: env.VNPAY_TMN_CODE,
    hashSecret: env.VNPAY_HASH_SECRET,
    returnUrl: env.VNPAY_RETURN_URL,
    ipAddress: env.VNPAY_IP_ADDRESS,
  };
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startPayments(parseEnv(envShape), lifecycle, log));
