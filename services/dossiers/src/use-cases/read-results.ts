import type { Context } from '../context.js';
import { sights } from '../domain/access.js';
import type { ResultDocument } from '../domain/dossier.js';
import type { LocalizedText } from '../domain/step.js';
import type { Party } from '../domain/party.js';
import { proofOf } from '../domain/result-proof.js';
import { qrTextOf } from '../domain/signed-document.js';
import { recordLook } from './read-personal.js';
import type { SeenDossier } from './see-dossier.js';

/** A result before somebody who may know of it. */
export interface SeenResult {
  readonly document: ResultDocument;
  readonly seen: SeenDossier;
}

/** What is only prepared is the office's own business. */
export function listResults(seen: SeenDossier): readonly SeenResult[] {
  if (sights.results[seen.relation] !== 'full') return [];
  const { results } = seen.state;
  const shown = seen.relation === 'OFFICE' ? results : results.filter(({ status }) => status !== 'PREPARED');
  return shown.map((document) => ({ document, seen }));
}

/** A link is as good as seeing it, so that an officer who is given one has looked; null for whoever may not. */
export async function linkToResult(
  context: Context,
  party: Party,
  { document, seen }: SeenResult,
): Promise<string | null> {
  const { state, relation } = seen;
  if (state.status === 'CLOSED' && state.erasure !== null) return null;
  const taken = 'handedOverAt' in state && state.deliveryMethod === 'ELECTRONIC' && document.status === 'SIGNED';
  if (relation === 'AGENCY' || (relation === 'APPLICANT' && !taken)) return null;
  await recordLook(context, party, seen);
  return `/files/${context.links.sign('file', document.fileId, context.clock.now())}`;
}

/** The same text each time, until the signing key changes; null for what nobody signed. */
export async function proveResult(
  { documents, portalUrl }: Pick<Context, 'documents' | 'portalUrl'>,
  { document, seen }: SeenResult,
): Promise<string | null> {
  const proof = proofOf(document, seen.state, seen.stored.facts);
  return proof === null ? null : qrTextOf(portalUrl, await documents.sign(proof));
}

/** As the pinned version calls it. */
export async function nameResult({ catalogue }: Context, { document, seen }: SeenResult): Promise<LocalizedText> {
  const { resultCode } = document;
  const { procedure } = await catalogue.getVersion(seen.state.procedureCode, seen.state.procedureVersion);
  const result = procedure.results.find(({ documentCode }) => documentCode === resultCode);
  return result === undefined ? { vi: resultCode, en: resultCode } : { vi: result.nameVi, en: result.nameEn };
}
