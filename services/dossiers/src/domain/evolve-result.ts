/** What a fact about the result makes of a dossier. */
import type { DossierFact } from './dossier-facts.js';
import type { FiledDossier, ResultDocument } from './dossier.js';
import { impossible } from './impossible.js';
import type { ResultFact } from './result-facts.js';

const types: ReadonlySet<string> = new Set<ResultFact['type']>([
  'ResultPrepared',
  'ResultSigned',
  'ResultReleased',
  'ResultHandedOver',
  'ResultCorrected',
  'ResultRevoked',
  'ParcelReturned',
  'ParcelLost',
  'ResultReissued',
]);

export function isAboutResult(fact: DossierFact): fact is ResultFact {
  return types.has(fact.type);
}

export function evolveResult(state: FiledDossier, fact: ResultFact): FiledDossier {
  switch (fact.type) {
    case 'ResultPrepared':
      return {
        ...state,
        results: [
          ...state.results.filter((kept) => !isReplaced(kept, fact.document)),
          { ...fact.document, status: 'PREPARED' },
        ],
      };
    case 'ResultSigned':
      return signed(state, fact);
    case 'ResultReleased':
      if (state.status !== 'RESULT_READY') throw impossible(state, fact);
      return { ...state, releasedAt: fact.releasedAt };
    case 'ResultHandedOver':
      if (state.status !== 'RESULT_READY') throw impossible(state, fact);
      return { ...state, status: 'HANDED_OVER', handedOverAt: fact.handedOverAt, duplicateKeys: [] };
    case 'ResultCorrected':
      return { ...state, results: state.results.map((document) => corrected(document, fact)) };
    case 'ResultRevoked': {
      const { documentId, revokedAt: endedAt, reasonCode } = fact;
      const end = { status: 'REVOKED', endedAt, reasonCode, replacedBy: null } as const;
      return { ...state, results: state.results.map((document) => ended(document, documentId, end)) };
    }
    case 'ParcelReturned':
    case 'ParcelLost':
      if (state.status !== 'RESULT_READY') throw impossible(state, fact);
      return { ...state, parcel: fact.type === 'ParcelLost' ? 'LOST' : 'RETURNED' };
    case 'ResultReissued':
      if (state.status !== 'RESULT_READY') throw impossible(state, fact);
      return { ...state, parcel: null, copiesIssued: fact.copy };
  }
}

/** What was prepared and never signed gives way to what is prepared for the same purpose. */
function isReplaced(
  kept: ResultDocument,
  { resultCode, corrects }: ResultDocument | Omit<ResultDocument, 'status'>,
): boolean {
  return (
    kept.status === 'PREPARED' && kept.resultCode === resultCode && kept.corrects?.documentId === corrects?.documentId
  );
}

function signed(state: FiledDossier, fact: Extract<ResultFact, { type: 'ResultSigned' }>): FiledDossier {
  if (state.status !== 'PROCESSING' && state.status !== 'RECEIVED') throw impossible(state, fact);
  const { signedAt, documentIds } = fact;
  const results = state.results.map((document): ResultDocument =>
    documentIds.includes(document.id) ? { ...document, status: 'SIGNED', signedAt } : document,
  );
  const clock = [...state.clock, fact.clock];
  const out = { releasedAt: null, parcel: null, copiesIssued: 1, proposal: null };
  return { ...state, ...out, status: 'RESULT_READY', signedAt, results, clock };
}

function corrected(document: ResultDocument, fact: Extract<ResultFact, { type: 'ResultCorrected' }>): ResultDocument {
  const { documentId, replacedBy, correctedAt, reasonCode } = fact;
  if (document.id === replacedBy) return { ...document, status: 'SIGNED', signedAt: correctedAt };
  return ended(document, documentId, { status: 'CORRECTED', endedAt: correctedAt, reasonCode, replacedBy });
}

type End = Omit<
  Extract<ResultDocument, { status: 'CORRECTED' | 'REVOKED' }>,
  keyof Extract<ResultDocument, { status: 'PREPARED' }> | 'signedAt'
> & {
  readonly status: 'CORRECTED' | 'REVOKED';
};

function ended(document: ResultDocument, documentId: string, end: End): ResultDocument {
  if (document.id !== documentId || document.status === 'PREPARED') return document;
  return { ...document, ...end };
}
