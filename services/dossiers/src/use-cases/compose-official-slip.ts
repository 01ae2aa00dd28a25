import type { Context, StoredDossier } from '../context.js';
import { textDigest, standingTexts, type OfficePaper, type PaperLanguage } from '../domain/office-paper.js';
import { findIssued, officialSlip, type Issued, type IssuingFact } from '../domain/official-slip.js';
import { qrTextOf } from '../domain/signed-document.js';
import { decryptNote } from './notes.js';
import { decryptApplicant } from './personal-data.js';

export interface ComposedSlip {
  readonly paper: OfficePaper;
  readonly qrText: string;
}

type Composing = Pick<Context, 'documents' | 'portalUrl' | 'vault' | 'dataKeys' | 'catalogue'>;

/** An official slip and what its QR code says of it; null where there is none, or personal data was erased. */
export async function composeOfficialSlip(
  context: Composing,
  stored: StoredDossier,
  number: string,
  language: PaperLanguage,
): Promise<ComposedSlip | null> {
  const issued = isErased(stored) ? null : findIssued(stored.facts, number);
  if (issued === null) return null;
  const { state } = issued;
  const asItStood = { ...stored, facts: stored.facts.slice(0, issued.facts.length) };
  const applicant = await decryptApplicant(context, asItStood);
  if (applicant === null) return null;
  const words = await Promise.all(encryptedWords(issued.fact).map((note) => decryptNote(context, stored.id, note)));
  const paper = officialSlip({
    ...{ ...issued, applicant, words, language },
    definition: await context.catalogue.getVersion(state.procedureCode, state.procedureVersion),
    office: await context.catalogue.findOffice(state.officeId),
  });
  return { paper, qrText: qrTextOf(context.portalUrl, await signSlip(context, issued, paper)) };
}

export function isErased({ state }: Pick<StoredDossier, 'state'>): boolean {
  return state.status === 'CLOSED' && state.erasure !== null;
}

function signSlip({ documents }: Composing, { slip, state }: Issued, paper: OfficePaper): Promise<string> {
  const { number, form, issuedAt, dueAt } = slip;
  return documents.sign({
    ...{ kind: 'SLIP', number, form, code: state.code, office: state.officeId, procedure: state.procedureCode },
    issuedAt: issuedAt.toISOString(),
    ...(dueAt === null ? {} : { dueAt: dueAt.toISOString() }),
    digest: textDigest(standingTexts(paper)),
  });
}

function encryptedWords(fact: IssuingFact): readonly (string | null)[] {
  if (fact.type === 'SupplementRequested') return fact.request.items.map(({ encryptedNote }) => encryptedNote);
  return 'encryptedNote' in fact ? [fact.encryptedNote] : [];
}
