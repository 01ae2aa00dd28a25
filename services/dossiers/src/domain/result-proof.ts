/** What proves a signed result to anybody, whatever became of it since. */
import type { Recorded } from '@motcua/service-kit/pure';
import type { DossierFact } from './dossier-facts.js';
import type { FiledDossier, ResultDocument } from './dossier.js';
import type { ResultProof } from './signed-document.js';

/** Null for what nobody signed. */
export function proofOf(
  document: ResultDocument,
  { code, procedureCode, officeId }: FiledDossier,
  facts: readonly Recorded<DossierFact>[],
): ResultProof | null {
  if (document.status === 'PREPARED') return null;
  return {
    kind: 'RESULT',
    ...{ code, procedure: procedureCode, office: signingOffice(document.id, facts) ?? officeId },
    issuedAt: document.signedAt.toISOString(),
    ...{ document: document.id, resultCode: document.resultCode, digest: document.sha256 },
  };
}

/** The office whose leader signed, though another one may have taken the dossier over since. */
function signingOffice(documentId: string, facts: readonly Recorded<DossierFact>[]): string | null {
  const signed = facts.findIndex(
    (fact) =>
      (fact.type === 'ResultSigned' && fact.documentIds.includes(documentId)) ||
      (fact.type === 'ResultCorrected' && fact.replacedBy === documentId),
  );
  const before = facts
    .slice(0, signed)
    .findLast((fact) => fact.type === 'DossierTransferred' || fact.type === 'DossierSubmitted');
  if (before === undefined) return null;
  return before.type === 'DossierSubmitted' ? before.filing.officeId : before.officeId;
}
