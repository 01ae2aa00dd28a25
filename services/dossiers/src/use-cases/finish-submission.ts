import { randomBytes } from 'node:crypto';
import { contactOf, deliveryOf, type ProcedureDefinition } from '@motcua/procedure-definition';
import { dayInVietnam, formatDossierCode } from '@motcua/vietnam';
import type { Context, StoredDossier } from '../context.js';
import { cleanAttachments } from '../domain/attachment.js';
import { submit } from '../domain/decisions.js';
import { deliveryMethodOf } from '../domain/delivery-choice.js';
import type { DossierSubmitted, Filing } from '../domain/dossier-facts.js';
import type { Draft, Submission } from '../domain/draft.js';
import { blindKeysOf } from './blind-keys.js';
import { encryptPersonal } from './personal-data.js';
import { reviewDraft } from './review-draft.js';
import { noteLookAlikes } from './similar-dossiers.js';

/** 128 random bits: nobody guesses a receipt. */
const receiptBytes = 16;

/**
 * Turns a draft whose submission was stored into its dossier; done again, it finds what it did before. The draft's id is the
 * cause, the code's number is bound to the draft, and everything is judged at the time of the submission.
 */
export async function finishSubmission(context: Context, draft: Draft, submission: Submission): Promise<StoredDossier> {
  const { dossiers, drafts, dataKeys } = context;
  const { dossierId, applicantId: id, at } = submission;
  // Before anything is encrypted under it, so that no dossier is ever without; whoever finishes the submission has the same.
  const wrappedKey = submission.finished ? null : await dataKeys.open(dossierId);
  if (wrappedKey === null) return getFinished(context, dossierId);
  const fact = await describe(context, draft, submission, wrappedKey);
  const cause = { id: draft.id, actor: { kind: 'citizen', id }, at } as const;
  const stored = await dossiers.execute(dossierId, cause, submit(fact));
  await context.files.handOver(
    cleanAttachments(draft).map(({ fileId }) => fileId),
    dossierId,
  );
  await noteLookAlikes(context, stored);
  await drafts.markFinished(draft.id);
  return stored;
}

/** Finished before, and perhaps erased since: a key that was forgotten does not come back. */
async function getFinished({ dossiers }: Context, dossierId: string): Promise<StoredDossier> {
  const stored = await dossiers.find(dossierId);
  if (stored === null) throw new Error(`${dossierId} was finished and is not there`);
  return stored;
}

async function describe(
  context: Context,
  draft: Draft,
  submission: Submission,
  wrappedKey: string,
): Promise<DossierSubmitted> {
  const definition = await context.catalogue.getVersion(draft.procedureCode, draft.procedureVersion);
  const { dossierId: id } = submission;
  const receiptToken = randomBytes(receiptBytes).toString('base64url');
  const { personal, papers } = encryptPersonal(context, definition, draft, { id, wrappedKey, receiptToken });
  const found = { papers, ...blindKeysOf(context, definition, draft, receiptToken) };
  const filing = await file(context, definition, draft, submission, found);
  return { type: 'DossierSubmitted', filing, personal, ...(await seal(context, definition, draft, submission)) };
}

async function file(
  context: Context,
  definition: ProcedureDefinition,
  draft: Draft,
  { at }: Submission,
  found: Pick<Filing, 'papers' | 'receiptKey' | 'duplicateKeys' | 'personKeys'>,
): Promise<Filing> {
  const { procedureCode, procedureVersion, officeId, ownerKey: applicantKey } = draft;
  const { fees, feeTotalVnd, timeAllowed, steps } = await reviewDraft(context, draft, at);
  return {
    ...{ draftId: draft.id, procedureCode, procedureVersion, officeId, applicantKey, submittedAt: at },
    ...{ fees, feeTotalVnd, timeAllowed, steps },
    ...found,
    code: await takeCode(context, draft, at),
    deliveryMethod: deliveryMethodOf(definition, draft.answers) ?? 'DESK',
    resultCodes: ownResult(definition),
  };
}

async function takeCode({ catalogue, codes }: Context, { id, officeId }: Draft, at: Date): Promise<string> {
  const office = await catalogue.findOffice(officeId);
  if (office === null) throw new Error(`office ${officeId} is not known any more`);
  const day = dayInVietnam(at);
  const sequence = await codes.numberFor(id, { codePrefix: office.codePrefix, day });
  return formatDossierCode({ unit: office.codePrefix, day, sequence });
}

/** What the office's leader signs stands first in a definition; further results are the partner agencies' own. */
function ownResult({ procedure }: ProcedureDefinition): readonly string[] {
  return procedure.results.slice(0, 1).flatMap(({ documentCode }) => documentCode ?? []);
}

/** Only notifications can open the contact, only delivery the address. */
async function seal(
  { sealer }: Context,
  definition: ProcedureDefinition,
  { answers }: Draft,
  { language }: Submission,
): Promise<Pick<DossierSubmitted, 'sealedContact' | 'sealedAddress'>> {
  const { name, phone, email } = contactOf(definition, answers);
  const receiver = deliveryOf(definition, answers);
  return {
    sealedContact: await sealer.seal('notifications', { name: name ?? '', phone, email, language }),
    sealedAddress: receiver === null ? null : await sealer.seal('delivery', receiver),
  };
}
