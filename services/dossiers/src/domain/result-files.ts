/** Which files of results a dossier still needs. */
import type { Recorded } from '@motcua/service-kit/pure';
import type { DossierFact } from './dossier-facts.js';
import { isAtEnd, type DossierState, type ResultDocument } from './dossier.js';

/** EVER: it was signed. NOW: somebody may sign it yet. */
export function needOf(state: DossierState, fileId: string): 'NOTHING' | 'NOW' | 'EVER' {
  if (state.status === 'NONE' || (state.status === 'CLOSED' && state.erasure !== null)) return 'NOTHING';
  const document = state.results.find((kept) => kept.fileId === fileId);
  if (document === undefined) return 'NOTHING';
  if (document.status !== 'PREPARED') return 'EVER';
  return mayBeSigned(state, document) ? 'NOW' : 'NOTHING';
}

/** Of documents that gave way to others before anybody signed them. */
export function replacedFiles(state: DossierState, facts: readonly Recorded<DossierFact>[]): readonly string[] {
  return facts.flatMap((fact) =>
    fact.type === 'ResultPrepared' && needOf(state, fact.document.fileId) === 'NOTHING' ? [fact.document.fileId] : [],
  );
}

function mayBeSigned(
  state: Exclude<DossierState, { readonly status: 'NONE' }>,
  { corrects }: Extract<ResultDocument, { readonly status: 'PREPARED' }>,
): boolean {
  if (corrects === null) return !isAtEnd(state);
  return state.results.some(({ id, status }) => id === corrects.documentId && status === 'SIGNED');
}
