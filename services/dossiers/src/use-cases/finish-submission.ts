import { randomBytes } from 'node:crypto';
import { contactOf, deliveryOf, type ProcedureDefinition } from '@motcua/procedure-definition';
import { derivedId, type Actor } from '@motcua/service-kit';
import { dayInVietnam, filingAnswerDeadline, formatDossierCode } from '@motcua/vietnam';
import type { Context, StoredDossier } from '../context.js';
import { cleanAttachments } from '../domain/attachment.js';
import { submit } from '../domain/decisions.js';
import { deliveryMethodOf } from '../domain/delivery-choice.js';
import type { DossierSubmitted, Filing } from '../domain/dossier-facts.js';
import { channelOf, type Draft, type Submission } from '../domain/draft.js';
import { blindKeysOf, receiptKeyOf } from './blind-keys.js';
import { guestIdOf } from './grant-access.js';
import { encryptPersonal } from './personal-data.js';
import { reviewDraft } from './review-draft.js';
import { noteLookAlikes } from './similar-dossiers.js';

type Found = Pick<Filing, 'papers' | 'receiptKey' | 'duplicateKeys' | 'personKeys'>;

/** 128 random bits: nobody guesses a receipt. */
const receiptBytes = 16;

/**
 * Turns a draft whose submission was stored into its dossier; done again, it finds what it did before. The draft's id is the
 * cause, the code's number is bound to the draft, and everything is judged at the time of the submission.
 */
export async function finishSubmission(context: Context, draft: Draft, submission: Submission): Promise<StoredDossier> {
  const { dossiers, drafts, dataKeys } = context;
  const { dossierId, at } = submission;
  if (submission.finished) return getFinished(context, dossierId);
  // The key is stored before anything is encrypted under it, so that no dossier is ever without; whoever finishes the
  // submission has the same key and the same code, so these need not wait for each other.
  const [definition, wrappedKey, code] = await Promise.all([
    context.catalogue.getVersion(draft.procedureCode, draft.procedureVersion),
    dataKeys.open(dossierId),
    takeCode(context, draft, at),
  ]);
  if (wrappedKey === null) return getFinished(context, dossierId);
  const fact = await describe(context, definition, draft, { ...submission, wrappedKey, code });
  const stored = await dossiers.execute(
    dossierId,
    { id: draft.id, actor: actorOf(draft, submission), at },
    submit(fact),
  );
  const fileIds = cleanAttachments(draft).map(({ fileId }) => fileId);
  await Promise.all([context.files.handOver(fileIds, dossierId), noteLookAlikes(context, stored)]);
  await drafts.markFinished(draft.id);
  return stored;
}

function actorOf(draft: Draft, { filedBy: id }: Submission): Actor {
  return channelOf(draft) === 'DESK' ? { kind: 'officer', id, officeId: draft.officeId } : { kind: 'citizen', id };
}

/** Finished before, and perhaps erased since: a key that was forgotten does not come back. */
async function getFinished({ dossiers }: Context, dossierId: string): Promise<StoredDossier> {
  const stored = await dossiers.find(dossierId);
  if (stored === null) throw new Error(`${dossierId} was finished and is not there`);
  return stored;
}

async function describe(
  context: Context,
  definition: ProcedureDefinition,
  draft: Draft,
  submission: Submission & { readonly wrappedKey: string; readonly code: string },
): Promise<DossierSubmitted> {
  const { dossierId: id, wrappedKey } = submission;
  const receiptToken = randomBytes(receiptBytes).toString('base64url');
  const { personal, papers } = encryptPersonal(context, definition, draft, { id, wrappedKey, receiptToken });
  const receiptKey = receiptKeyOf(context, receiptToken);
  const found = { papers, receiptKey, ...blindKeysOf(context, definition, draft) };
  const [filing, sealed] = await Promise.all([
    file(context, definition, draft, { ...submission, found }),
    seal(context, definition, draft, submission),
  ]);
  return { type: 'DossierSubmitted', filing, personal, ...sealed };
}

async function file(
  context: Context,
  definition: ProcedureDefinition,
  draft: Draft,
  { at, code, found, dossierId, papersOnPaper = [] }: Submission & { readonly code: string; readonly found: Found },
): Promise<Filing> {
  const { procedureCode, procedureVersion, officeId } = draft;
  const { fees, feeTotalVnd, timeAllowed, steps } = await reviewDraft(context, draft, at, papersOnPaper);
  const channel = channelOf(draft);
  // Of no account where the desk files: the receipt or a one-time code opens the dossier to its applicant.
  const applicantKey = channel === 'DESK' ? derivedId('apk', guestIdOf(dossierId)) : draft.ownerKey;
  return {
    ...{ draftId: draft.id, code, procedureCode, procedureVersion, officeId, applicantKey, submittedAt: at },
    ...{ fees, feeTotalVnd, timeAllowed, steps, channel, papersOnPaper },
    answerDeadline: filingAnswerDeadline(at, await context.catalogue.getCalendar()),
    ...found,
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
  const [sealedContact, sealedAddress] = await Promise.all([
    sealer.seal('notifications', { name: name ?? '', phone, email, language }),
    receiver === null ? null : sealer.seal('delivery', receiver),
  ]);
  return { sealedContact, sealedAddress };
}
