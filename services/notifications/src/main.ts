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
} from '@motcua/service-kit';
import type { Context } from './context.js';
import { envShape, type Env } from './env.js';
import { reactions } from './events/handlers.js';
import { published } from './events/published.js';
import { resolvers } from './graphql/resolvers.js';
import { createMessageCentre } from './providers/smpp.js';
import { createPost } from './providers/smtp.js';
import { readTemplates } from './read-templates.js';
import { openCorrespondenceStore } from './store/correspondence-store.js';
import { startTimers } from './timers.js';

const name = 'notifications';

export async function startNotifications(
  env: Env,
  lifecycle: Lifecycle,
  log: Log,
  given?: { readonly clock: Clock },
): Promise<{ readonly url: string }> {
  const templates = readTemplates();
  const health = createHealth();
  const clock = given?.clock ?? (await createClock({ url: env.CLOCK_URL, lifecycle, log }));
  const mongo = await connectMongo(env.MONGODB_URL, lifecycle, log);
  const kafka = connectKafka(env, name, log);
  const publisher = startPublisher(kafka, lifecycle, log);
  const correspondences = await openCorrespondenceStore(mongo);
  const telling = { store: correspondences, source: '/motcua/notifications', published };
  const relay = startRelay({ ...telling, publisher, lifecycle, log });
  const context: Context = {
    ...{ correspondences, templates, clock, log },
    opener: createOpener(env.SEAL_PRIVATE_KEYS),
    vault: createVault(env.DATA_KEYS),
    post: createPost({ url: env.SMTP_URL, from: env.MAIL_FROM }, lifecycle, log),
    messageCentre: createMessageCentre(smppSettings(env), lifecycle, log),
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
  });
}

function smppSettings(env: Env) {
  const { SMPP_URL: url, SMPP_SYSTEM_ID: systemId, SMPP_PASSWORD: password, SMS_BRAND: brand } = env;
  return { url, systemId, password, brand };
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startNotifications(parseEnv(envShape), lifecycle, log));
