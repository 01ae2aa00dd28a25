import { createSignedLinks, openRequestRegister, type AggregateStore, type Mongo } from '@motcua/service-kit';
import type { Context } from './context.js';
import type { AgencyNoticeState, AnswerRefused } from './domain/agency-notice.js';
import type { DossierFact } from './domain/dossier-facts.js';
import type { DossierState } from './domain/dossier.js';
import type { DraftNoticeState, ExpiryApproached } from './domain/draft-notice.js';
import type { Env } from './env.js';
import { createAltcha } from './providers/altcha.js';
import { createClamd } from './providers/clamd.js';
import { createDocumentSigner } from './providers/document-signer.js';
import { createNationalFolder } from './providers/national-portal.js';
import { createInspector } from './providers/inspector.js';
import { createAgencyNoticeStore } from './store/agency-notices.js';
import { createAccessRequestStore } from './store/access-requests.js';
import { createAccessStore } from './store/accesses.js';
import { createSpentCaptchaStore } from './store/captchas.js';
import { createCatalogueStore } from './store/catalogue.js';
import { createCodeStore } from './store/codes.js';
import { createDataKeyStore } from './store/data-keys.js';
import { createDeskOfficerStore } from './store/desk-officers.js';
import { createDossierStore } from './store/dossiers.js';
import { createDraftNoticeStore } from './store/draft-notices.js';
import { createDraftStore } from './store/drafts.js';
import { createFileStore } from './store/files.js';
import { createLimitStore } from './store/limits.js';
import { createLookAlikeStore } from './store/look-alikes.js';
import { createSupplementFilesStore } from './store/supplement-files.js';
import { createRecalculationStore } from './store/recalculations.js';

export interface OpenContext {
  readonly context: Context;
  /** For the relays. */
  readonly aggregates: AggregateStore<DossierState, DossierFact>;
  readonly notices: AggregateStore<DraftNoticeState, ExpiryApproached>;
  readonly agencyNotices: AggregateStore<AgencyNoticeState, AnswerRefused>;
}

/** Opens every store, each with its collections and indexes, and joins them into the one object use cases receive. */
export async function openContext(
  env: Pick<Env, 'CAPTCHA_SECRET' | 'CLAMD_URL' | 'DOCUMENT_SIGNING_KEYS' | 'NATIONAL_SYNC_DIR' | 'PORTAL_URL'>,
  mongo: Mongo,
  given: Pick<Context, 'clock' | 'log' | 'sealer' | 'vault' | 'accessTokens'>,
): Promise<OpenContext> {
  const lookAlikes = createLookAlikeStore(mongo);
  const { aggregates, ...dossiers } = createDossierStore(mongo, (id) => lookAlikes.forget(id));
  const { aggregates: notices, ...draftNotices } = createDraftNoticeStore(mongo);
  const { aggregates: agencyNotices, ...toldAgencies } = createAgencyNoticeStore(mongo);
  const stores = {
    dataKeys: createDataKeyStore(mongo, given.vault),
    lookAlikes,
    deskOfficers: createDeskOfficerStore(mongo),
    recalculations: createRecalculationStore(mongo),
    drafts: createDraftStore(mongo, given.vault),
    accessRequests: createAccessRequestStore(mongo),
    limits: createLimitStore(mongo, given.vault),
    files: createFileStore(mongo, given.vault),
    supplementFiles: createSupplementFilesStore(mongo, given.vault),
    catalogue: createCatalogueStore(mongo),
    codes: createCodeStore(mongo),
    spentCaptchas: createSpentCaptchaStore(mongo),
    accesses: createAccessStore(mongo),
  };
  for (const store of [aggregates, notices, agencyNotices, ...Object.values(stores)]) await store.ready();
  const context = {
    ...{ ...given, ...stores, dossiers, draftNotices, agencyNotices: toldAgencies },
    portalUrl: env.PORTAL_URL,
    documents: createDocumentSigner(env.DOCUMENT_SIGNING_KEYS),
    links: createSignedLinks(given.vault),
    registerRequest: await openRequestRegister(mongo),
    captcha: createAltcha(env.CAPTCHA_SECRET),
    inspector: createInspector(),
    nationalPortal: env.NATIONAL_SYNC_DIR === undefined ? null : createNationalFolder(env.NATIONAL_SYNC_DIR),
    scanner: env.CLAMD_URL === undefined ? null : createClamd(env.CLAMD_URL),
  };
  return { context, aggregates, notices, agencyNotices };
}
