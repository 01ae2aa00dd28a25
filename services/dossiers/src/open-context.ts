import { openRequestRegister, type AggregateStore, type Mongo } from '@motcua/service-kit';
import type { Context } from './context.js';
import type { DossierFact } from './domain/dossier-facts.js';
import type { DossierState } from './domain/dossier.js';
import type { Env } from './env.js';
import { createAltcha } from './providers/altcha.js';
import { createClamd } from './providers/clamd.js';
import { createAccessStore } from './store/accesses.js';
import { createSpentCaptchaStore } from './store/captchas.js';
import { createCatalogueStore } from './store/catalogue.js';
import { createCodeStore } from './store/codes.js';
import { createDataKeyStore } from './store/data-keys.js';
import { createDossierStore } from './store/dossiers.js';
import { createDraftStore } from './store/drafts.js';
import { createFileStore } from './store/files.js';

/** Opens every store, each with its collections and indexes, and joins them into the one object use cases receive. */
export async function openContext(
  env: Pick<Env, 'CAPTCHA_SECRET' | 'CLAMD_URL'>,
  mongo: Mongo,
  given: Pick<Context, 'clock' | 'log' | 'sealer' | 'vault'>,
): Promise<{ readonly context: Context; readonly aggregates: AggregateStore<DossierState, DossierFact> }> {
  const { aggregates, ...dossiers } = createDossierStore(mongo);
  const dataKeys = createDataKeyStore(mongo);
  const drafts = createDraftStore(mongo, given.vault);
  const files = createFileStore(mongo);
  const catalogue = createCatalogueStore(mongo);
  const codes = createCodeStore(mongo);
  const spentCaptchas = createSpentCaptchaStore(mongo);
  const accesses = createAccessStore(mongo);
  for (const store of [aggregates, dataKeys, drafts, files, catalogue, codes, spentCaptchas, accesses]) await store.ready();
  const captcha = createAltcha(env.CAPTCHA_SECRET);
  const scanner = env.CLAMD_URL === undefined ? null : createClamd(env.CLAMD_URL);
  const registerRequest = await openRequestRegister(mongo);
  const context = {
    ...given,
    registerRequest,
    dossiers,
    dataKeys,
    drafts,
    files,
    catalogue,
    codes,
    spentCaptchas,
    accesses,
    captcha,
    scanner,
  };
  return { context, aggregates };
}
