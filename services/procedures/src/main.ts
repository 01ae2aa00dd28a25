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
  startPublisher,
  startRelay,
  startSubgraph,
  type Lifecycle,
  type Log,
} from '@motcua/service-kit';
import { envShape, type Env } from './env.js';
import { publishedCalendar, publishedOffice, publishedVersion } from './events/published.js';
import { resolvers } from './graphql/resolvers.js';
import { readFiles } from './read-files.js';
import { openStores } from './store/open-stores.js';
import { openCatalogue } from './store/open-catalogue.js';
import { loadCatalogue, type CatalogueFiles } from './use-cases/load-catalogue.js';

const name = 'procedures';

export async function startProcedures(
  env: Env,
  lifecycle: Lifecycle,
  log: Log,
  files: CatalogueFiles = readFiles(),
): Promise<{ readonly url: string }> {
  const clock = await createClock({ url: env.CLOCK_URL, lifecycle, log });
  const mongo = await connectMongo(env.MONGODB_URL, lifecycle, log);
  const kafka = connectKafka(env, name, log);
  const publisher = startPublisher(kafka, lifecycle, log);
  const stores = await openStores(mongo);
  const telling = { source: '/motcua/procedures', publisher, lifecycle, log };
  const relays = [
    startRelay({ store: stores.versions, published: publishedVersion, ...telling }),
    startRelay({ store: stores.offices, published: publishedOffice, ...telling }),
    startRelay({ store: stores.calendars, published: publishedCalendar, ...telling }),
  ];
  await loadCatalogue(stores, files, clock.now());
  const app = await openCatalogue(stores, clock);
  const health = createHealth();
  health.check('mongo', () => pingMongo(mongo));
  health.check('relays', () => Promise.all(relays.map((relay) => relay.check())).then(() => undefined));
  return startSubgraph({
    ...{ name, host: env.SERVICE_HOST, port: env.SERVICE_PORT, resolvers, app, health, log, lifecycle },
    typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
    identity: createIdentityVerifier({ publicKeys: env.IDENTITY_PUBLIC_KEYS, audience: name }),
    metrics: createMetrics(name),
  });
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startProcedures(parseEnv(envShape), lifecycle, log));
