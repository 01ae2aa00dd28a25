import { readFileSync } from 'node:fs';
import {
  connectKafka,
  connectMongo,
  createClock,
  createHealth,
  createIdentityVerifier,
  createMetrics,
  createOpener,
  createVault,
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
  type Mongo,
} from '@motcua/service-kit';
import type { Context } from './context.js';
import { envShape, type Env } from './env.js';
import { reactions } from './events/handlers.js';
import { published } from './events/published.js';
import { resolvers } from './graphql/resolvers.js';
import { createCarrier } from './providers/carrier.js';
import { readCarrierContract } from './read-carrier-contract.js';
import { addCarrierRoutes } from './routes/carrier-routes.js';
import { openOfficeStore } from './store/office-store.js';
import { openRequestRegister } from './store/request-register.js';
import { openShipmentStore } from './store/shipment-store.js';
import { openTrackingCounter } from './store/tracking-counter.js';
import { startTimers } from './timers.js';

const name = 'delivery';

export async function startDelivery(
  env: Env,
  lifecycle: Lifecycle,
  log: Log,
  given: { readonly clock?: Clock; readonly patienceMs?: number } = {},
): Promise<{ readonly url: string }> {
  const health = createHealth();
  const clock = given.clock ?? (await createClock({ url: env.CLOCK_URL, lifecycle, log }));
  const mongo = await connectMongo(env.MONGODB_URL, lifecycle, log);
  const kafka = connectKafka(env, name, log);
  const publisher = startPublisher(kafka, lifecycle, log);
  const context: Context = {
    ...(await openStores(mongo)),
    ...outside(env, given.patienceMs),
    ...readCarrierContract(),
    clock,
    log,
  };
  const telling = { store: context.shipments, source: '/motcua/delivery', published };
  const relay = startRelay({ ...telling, publisher, lifecycle, log });
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
      addCarrierRoutes(server, context);
    },
  });
}

async function openStores(mongo: Mongo) {
  return {
    shipments: await openShipmentStore(mongo),
    offices: await openOfficeStore(mongo),
    nextInRange: await openTrackingCounter(mongo),
    registerRequest: await openRequestRegister(mongo),
  };
}

function outside(env: Env, patienceMs: number | undefined) {
  const { CARRIER_URL: url, CARRIER_API_KEY: apiKey, CARRIER_WEBHOOK_SECRET: webhookSecret } = env;
  return {
    opener: createOpener(env.SEAL_PRIVATE_KEYS),
    vault: createVault(env.DATA_KEYS),
    carrier: createCarrier({ url, apiKey, webhookSecret, ...(patienceMs === undefined ? {} : { patienceMs }) }),
  };
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startDelivery(parseEnv(envShape), lifecycle, log));
