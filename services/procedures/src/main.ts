import { openService, parseEnv, runWhenMain, type Lifecycle, type Log } from '@motcua/service-kit';
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
  const service = await openService({ name, env, lifecycle, log });
  const stores = await openStores(service.mongo);
  service.tell(stores.versions, publishedVersion);
  service.tell(stores.offices, publishedOffice);
  service.tell(stores.calendars, publishedCalendar);
  await loadCatalogue(stores, files, service.clock.now());
  const app = await openCatalogue(stores, files.vocabulary, service.clock);
  return service.serve({ schema: new URL('../schema.graphql', import.meta.url), resolvers, app });
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startProcedures(parseEnv(envShape), lifecycle, log));
