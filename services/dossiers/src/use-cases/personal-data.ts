import { contactOf, type ProcedureDefinition } from '@motcua/procedure-definition';
import type { Context, StoredDossier } from '../context.js';
import type { DossierSubmitted, PersonalPayload, SubmittedPaper } from '../domain/dossier-facts.js';
import { cleanAttachments, type Attachment } from '../domain/attachment.js';
import type { Answers, Draft } from '../domain/draft.js';
import { newestHandIn } from '../domain/hand-ins.js';
import type { Intake } from '../domain/intake.js';
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
  { id, wrappedKey, receiptToken }: NewDossier,
): { readonly personal: PersonalPayload; readonly papers: readonly SubmittedPaper[] } {
  const under = { vault, wrappedKey, dossierId: id };
  return {
    personal: {
      ...encryptAnswers(under, definition, draft.answers, null),
      receipt: vault.encrypt(wrappedKey, placeOf(id, 'receipt'), receiptToken),
    },
    papers: encryptPapers(under, draft),
  };
}

interface Under extends Pick<Context, 'vault'> {
  readonly dossierId: string;
  readonly wrappedKey: string;
}

export function encryptAnswers(
  { vault, dossierId, wrappedKey }: Under,
  definition: ProcedureDefinition,
  answers: Answers,
  supplementId: string | null,
): Pick<PersonalPayload, 'applicant' | 'answers'> {
  const { name, phone, email } = contactOf(definition, answers);
  const applicant: Applicant = { name: name ?? '', phone: phone ?? '', email: email ?? '' };
  const place = placesOf(dossierId, supplementId);
  return {
    applicant: vault.encrypt(wrappedKey, place.applicant, applicant),
    answers: vault.encrypt(wrappedKey, place.answers, answers),
  };
}

/** Those that every configured check passed; the others never become a dossier's. */
export function encryptPapers(
  { vault, dossierId, wrappedKey }: Under,
  intake: Pick<Intake, 'attachments'>,
): readonly SubmittedPaper[] {
  return cleanAttachments(intake).map(({ fileName, ...paper }) => ({
    ...paper,
    encryptedName: vault.encrypt(wrappedKey, placeOf(dossierId, paper.id), fileName),
  }));
}

type Keyed = Pick<Context, 'vault' | 'dataKeys'>;

/** As it stands now. Null where personal data was erased, as below. */
export async function decryptApplicant(context: Keyed, dossier: StoredDossier): Promise<Applicant | null> {
  const { applicant, supplementId } = newestHandIn(dossier.facts);
  const value = await decryptPart(context, dossier, placesOf(dossier.id, supplementId).applicant, applicant);
  return value as Applicant | null; // what encryptAnswers encrypted; the vault proves that nobody else wrote it
}

export async function decryptAnswers(context: Keyed, dossier: StoredDossier): Promise<Answers | null> {
  const { answers, supplementId } = newestHandIn(dossier.facts);
  const value = await decryptPart(context, dossier, placesOf(dossier.id, supplementId).answers, answers);
  return value as Answers | null; // as above
}

/** The receipt token, which opens the dossier without an account. */
export async function decryptReceipt(context: Keyed, dossier: StoredDossier): Promise<string | null> {
  const { receipt } = submissionOf(dossier).personal;
  const value = await decryptPart(context, dossier, placeOf(dossier.id, 'receipt'), receipt);
  return value as string | null; // as above
}

/** None where personal data was erased, and none that another took the place of. */
export async function decryptPapers(context: Keyed, dossier: StoredDossier): Promise<readonly Attachment[]> {
  const wrappedKey = await context.dataKeys.find(dossier.id);
  if (wrappedKey === null) return [];
  return newestHandIn(dossier.facts).papers.map(({ encryptedName, ...paper }) => ({
    ...paper,
    fileName: String(context.vault.decrypt(wrappedKey, placeOf(dossier.id, paper.id), encryptedName)),
  }));
}

async function decryptPart(
  { vault, dataKeys }: Keyed,
  dossier: StoredDossier,
  place: string,
  text: string,
): Promise<unknown> {
  const wrappedKey = await dataKeys.find(dossier.id);
  return wrappedKey === null ? null : vault.decrypt(wrappedKey, place, text);
}

/** The first fact, as what was filed. */
export function submissionOf({ id, facts }: Pick<StoredDossier, 'id' | 'facts'>): DossierSubmitted {
  const [first] = facts;
  if (first?.type !== 'DossierSubmitted') throw new Error(`${id} does not begin with its submission`);
  return first;
}

/** The dossier as if no supplement had ever been answered. */
export function asSubmitted(dossier: StoredDossier): StoredDossier {
  return { ...dossier, facts: dossier.facts.slice(0, 1) };
}

/** Each answer to a supplement request has a place of its own, so that no older one passes for it. */
function placesOf(dossierId: string, supplementId: string | null) {
  const of = (part: string): string => placeOf(dossierId, supplementId === null ? part : `${supplementId}/${part}`);
  return { applicant: of('applicant'), answers: of('answers') };
}

function placeOf(dossierId: string, part: string): string {
  return `dossiers/${dossierId}/${part}`;
}
