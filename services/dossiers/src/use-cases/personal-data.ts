import { contactOf, type ProcedureDefinition } from '@motcua/procedure-definition';
import type { Context, StoredDossier } from '../context.js';
import type { DossierSubmitted, PersonalPayload, SubmittedPaper } from '../domain/dossier-facts.js';
import { cleanAttachments, type Attachment } from '../domain/attachment.js';
import type { Answers, Draft } from '../domain/draft.js';
import type { Applicant } from '../domain/masking.js';

/** What a draft tells about people, encrypted anew under a data key that is the dossier's own. */
export function encryptPersonal(
  { vault }: Pick<Context, 'vault'>,
  definition: ProcedureDefinition,
  draft: Draft,
  dossierId: string,
): { readonly personal: PersonalPayload; readonly papers: readonly SubmittedPaper[] } {
  const wrappedKey = vault.newDataKey();
  const { name, phone, email } = contactOf(definition, draft.answers);
  const applicant: Applicant = { name: name ?? '', phone: phone ?? '', email: email ?? '' };
  return {
    personal: {
      wrappedKey,
      applicant: vault.encrypt(wrappedKey, placeOf(dossierId, 'applicant'), applicant),
      answers: vault.encrypt(wrappedKey, placeOf(dossierId, 'answers'), draft.answers),
    },
    papers: cleanAttachments(draft).map(({ fileName, ...paper }) => ({
      ...paper,
      encryptedName: vault.encrypt(wrappedKey, placeOf(dossierId, paper.id), fileName),
    })),
  };
}

export function decryptApplicant({ vault }: Pick<Context, 'vault'>, dossier: StoredDossier): Applicant {
  const { personal } = submissionOf(dossier);
  const value = vault.decrypt(personal.wrappedKey, placeOf(dossier.id, 'applicant'), personal.applicant);
  return value as Applicant; // what encryptPersonal encrypted; the vault proves that nobody else wrote it
}

export function decryptAnswers({ vault }: Pick<Context, 'vault'>, dossier: StoredDossier): Answers {
  const { personal } = submissionOf(dossier);
  const value = vault.decrypt(personal.wrappedKey, placeOf(dossier.id, 'answers'), personal.answers);
  return value as Answers; // as above
}

export function decryptPapers({ vault }: Pick<Context, 'vault'>, dossier: StoredDossier): readonly Attachment[] {
  const { personal, filing } = submissionOf(dossier);
  return filing.papers.map(({ encryptedName, ...paper }) => ({
    ...paper,
    fileName: String(vault.decrypt(personal.wrappedKey, placeOf(dossier.id, paper.id), encryptedName)),
  }));
}

/** Personal data stands in the first fact alone. */
function submissionOf({ id, facts }: StoredDossier): DossierSubmitted {
  const [first] = facts;
  if (first?.type !== 'DossierSubmitted') throw new Error(`${id} does not begin with its submission`);
  return first;
}

function placeOf(dossierId: string, part: string): string {
  return `dossiers/${dossierId}/${part}`;
}
