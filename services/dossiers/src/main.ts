import { readFileSync } from 'node:fs';
import {
  connectKafka,
  connectMongo,
  createClock,
  createHealth,
  createIdentityVerifier,
  createMetrics,
  createPartnerSigner,
  createSealer,
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
import { envShape, type Env } from './env.js';
import { reactions } from './events/handlers.js';
import { published } from './events/published.js';
import { resolvers } from './graphql/resolvers.js';
import { openContext } from './open-context.js';
import { addPartnerKeys } from './routes/partner-keys.js';
import { maxFileBytes } from './domain/paper-file.js';
import { startTimers } from './timers.js';

const name = 'dossiers';

export async function startDossiers(
  env: Env,
  lifecycle: Lifecycle,
  log: Log,
  given?: { readonly clock: Clock },
): Promise<{ readonly url: string }> {
  const clock = given?.clock ?? (await createClock({ url: env.CLOCK_URL, lifecycle, log }));
  const mongo = await connectMongo(env.MONGODB_URL, lifecycle, log);
  const kafka = connectKafka(env, name, log);
  const publisher = startPublisher(kafka, lifecycle, log);
  const sealer = createSealer(env.SEAL_PUBLIC_KEYS);
  const { context, aggregates } = await openContext(env, mongo, { clock, sealer, vault: createVault(env.DATA_KEYS) });
  const sign = createPartnerSigner(env.PARTNER_SIGNING_KEYS);
  const relay = startRelay({
    store: aggregates,
    source: '/motcua/dossiers',
    published,
    publisher,
    lifecycle,
    log,
    sign,
  });
  const consumer = await startConsumer({ kafka, groupId: name, reactions, context, publisher, lifecycle, log, clock });
  const health = createHealth();
  health.check('mongo', () => pingMongo(mongo));
  health.check('relay', () => relay.check());
  health.check('consumer', () => consumer.check());
  startTimers(context, lifecycle, log);
  return startSubgraph({
    ...{ name, host: env.SERVICE_HOST, port: env.SERVICE_PORT, resolvers, app: context, health, log, lifecycle },
    typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
    identity: createIdentityVerifier({ publicKeys: env.IDENTITY_PUBLIC_KEYS, audience: name }),
    metrics: createMetrics(name),
    // A little more than a paper may have, so that our own refusal is the one that is heard.
    uploads: { maxFileBytes: maxFileBytes + 1_024, maxFiles: 1 },
    routes: (server) => addPartnerKeys(server, env.PARTNER_SIGNING_KEYS),
  });
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startDossiers(parseEnv(envShape), lifecycle, log));
