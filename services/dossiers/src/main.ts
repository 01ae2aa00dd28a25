import {
  createAccessTokenMinter,
  createPartnerSigner,
  createSealer,
  createVault,
  openService,
  parseEnv,
  runWhenMain,
  type Clock,
  type Lifecycle,
  type Log,
} from '@motcua/service-kit';
import { envShape, type Env } from './env.js';
import { reactions } from './events/handlers.js';
import { publishedNotice } from './events/published-notice.js';
import { publishedAgencyNotice } from './events/published-agency-notice.js';
import { published } from './events/published.js';
import { resolvers } from './graphql/resolvers.js';
import { openContext } from './open-context.js';
import { addDocumentKeys } from './routes/document-keys.js';
import { addFiles } from './routes/files.js';
import { addPartnerKeys } from './routes/partner-keys.js';
import { addSlips } from './routes/slips.js';
import { maxFileBytes } from './domain/paper-file.js';
import { startTimers } from './timers.js';
import { tellOfDeadAnswer } from './use-cases/refuse-answer.js';

const name = 'dossiers';

export async function startDossiers(
  env: Env,
  lifecycle: Lifecycle,
  log: Log,
  given: { readonly clock?: Clock } = {},
): Promise<{ readonly url: string }> {
  const service = await openService({ name, env, lifecycle, log, ...given });
  const keys = {
    sealer: createSealer(env.SEAL_PUBLIC_KEYS),
    vault: createVault(env.DATA_KEYS),
    accessTokens: createAccessTokenMinter(env.ACCESS_TOKEN_KEYS),
  };
  const opened = await openContext(env, service.mongo, { clock: service.clock, log, ...keys });
  const { context, aggregates, notices, agencyNotices } = opened;
  if (env.NODE_ENV === 'production' && env.CLAMD_URL === undefined) {
    log.warn('no virus scanner is configured: files that pass our own checks count as clean');
  }
  const signer = createPartnerSigner(env.PARTNER_SIGNING_KEYS);
  service.tell(aggregates, published, signer);
  service.tell(agencyNotices, publishedAgencyNotice, signer);
  service.tell(notices, publishedNotice);
  await service.hear(reactions, context, tellOfDeadAnswer);
  startTimers(context, lifecycle, log);
  return service.serve({
    schema: new URL('../schema.graphql', import.meta.url),
    resolvers,
    app: context,
    // A little more than a paper may have, so that our own refusal is the one that is heard.
    uploads: { maxFileBytes: maxFileBytes + 1_024, maxFiles: 1 },
    routes(server) {
      addPartnerKeys(server, env.PARTNER_SIGNING_KEYS);
      addDocumentKeys(server, env.DOCUMENT_SIGNING_KEYS);
      addSlips(server, context);
      addFiles(server, context);
    },
  });
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startDossiers(parseEnv(envShape), lifecycle, log));
