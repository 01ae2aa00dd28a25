import { openService, parseEnv, runWhenMain, type Clock, type Lifecycle, type Log } from '@motcua/service-kit';
import { envShape, type Env } from './env.js';
import { publishedCalendar, publishedOffice, publishedRetirement, publishedVersion } from './events/published.js';
import { resolvers } from './graphql/resolvers.js';
import { openContext } from './open-context.js';
import { readFiles } from './read-files.js';
import { addBlankForms } from './routes/blank-forms.js';
import { openStores } from './store/open-stores.js';
import { startTimers } from './timers.js';
import { loadCatalogue, type CatalogueFiles } from './use-cases/load-catalogue.js';

const name = 'procedures';

export async function startProcedures(
  env: Env,
  lifecycle: Lifecycle,
  log: Log,
  files: CatalogueFiles = readFiles(),
  given: { readonly clock?: Clock } = {},
): Promise<{ readonly url: string }> {
  const service = await openService({ name, env, lifecycle, log, ...given });
  const stores = await openStores(service.mongo);
  service.tell(stores.versions, publishedVersion);
  service.tell(stores.offices, publishedOffice);
  service.tell(stores.calendars, publishedCalendar);
  service.tell(stores.retirements, publishedRetirement);
  await loadCatalogue(stores, files, service.clock.now());
  const app = await openContext(service.mongo, stores, { vocabulary: files.vocabulary, clock: service.clock });
  startTimers(app, lifecycle, log);
  return service.serve({
    ...{ schema: new URL('../schema.graphql', import.meta.url), resolvers, app },
    routes: (server) => addBlankForms(server, app),
  });
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startProcedures(parseEnv(envShape), lifecycle, log));
