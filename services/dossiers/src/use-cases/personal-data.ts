import { contactOf, type ProcedureDefinition } from '@motcua/procedure-definition';
import type { Context, StoredDossier } from '../context.js';
import type { DossierSubmitted, PersonalPayload, SubmittedPaper } from '../domain/dossier-facts.js';
import { cleanAttachments, type Attachment } from '../domain/attachment.js';
import type { Answers, Draft } from '../domain/draft.js';
import type { Applicant } from '../domain/masking.js';

/** A dossier being made: its id, its own data key (wrapped) and the token that opens it. */
export interface NewDossier {
  readonly id: string;
  readonly wrappedKey: string;
  readonly receiptToken: string;
}

/** What a draft tells about people, encrypted anew under the dossier's own data key. */
export function encryptPersonal(
  { vault }: Pick<Context, 'vault'>,
  definition: ProcedureDefinition,
  draft: Draft,
  { id: dossierId, wrappedKey, receiptToken }: NewDossier,
): { readonly personal: PersonalPayload; readonly papers: readonly SubmittedPaper[] } {
  const { name, phone, email } = contactOf(definition, draft.answers);
  const applicant: Applicant = { name: name ?? '', phone: phone ?? '', email: email ?? '' };
  return {
    personal: {
      applicant: vault.encrypt(wrappedKey, placeOf(dossierId, 'applicant'), applicant),
      answers: vault.encrypt(wrappedKey, placeOf(dossierId, 'answers'), draft.answers),
      receipt: vault.encrypt(wrappedKey, placeOf(dossierId, 'receipt'), receiptToken),
    },
    papers: cleanAttachments(draft).map(({ fileName, ...paper }) => ({
      ...paper,
      encryptedName: vault.encrypt(wrappedKey, placeOf(dossierId, paper.id), fileName),
    })),
  };
}

type Keyed = Pick<Context, 'vault' | 'dataKeys'>;

/** Null where personal data was erased, as below. */
export async function decryptApplicant(context: Keyed, dossier: StoredDossier): Promise<Applicant | null> {
  const value = await decryptPart(context, dossier, 'applicant');
  return value as Applicant | null; // what encryptPersonal encrypted; the vault proves that nobody else wrote it
}

export async function decryptAnswers(context: Keyed, dossier: StoredDossier): Promise<Answers | null> {
  const value = await decryptPart(context, dossier, 'answers');
  return value as Answers | null; // as above
}

/** The receipt token, which opens the dossier without an account. */
export async function decryptReceipt(context: Keyed, dossier: StoredDossier): Promise<string | null> {
  const value = await decryptPart(context, dossier, 'receipt');
  return value as string | null; // as above
}

/** None where personal data was erased. */
export async function decryptPapers(context: Keyed, dossier: StoredDossier): Promise<readonly Attachment[]> {
  const wrappedKey = await context.dataKeys.find(dossier.id);
  if (wrappedKey === null) return [];
  return submissionOf(dossier).filing.papers.map(({ encryptedName, ...paper }) => ({
    ...paper,
    fileName: String(context.vault.decrypt(wrappedKey, placeOf(dossier.id, paper.id), encryptedName)),
  }));
}

async function decryptPart(
  { vault, dataKeys }: Keyed,
  dossier: StoredDossier,
  part: keyof PersonalPayload,
): Promise<unknown> {
  const wrappedKey = await dataKeys.find(dossier.id);
  if (wrappedKey === null) return null;
  return vault.decrypt(wrappedKey, placeOf(dossier.id, part), submissionOf(dossier).personal[part]);
}

/** Personal data stands in the first fact alone. */
export function submissionOf({ id, facts }: Pick<StoredDossier, 'id' | 'facts'>): DossierSubmitted {
  const [first] = facts;
  if (first?.type !== 'DossierSubmitted') throw new Error(`${id} does not begin with its submission`);
  return first;
}

function placeOf(dossierId: string, part: string): string {
  return `dossiers/${dossierId}/${part}`;
}
