import { Refusal, type Viewer } from '@motcua/service-kit';
import { filingAnswerDeadline } from '@motcua/vietnam';
import type { Context, StoredDossier } from '../context.js';
import { dossierNotFound } from '../domain/access.js';
import type { Decide } from '../domain/decisions.js';
import { newestHandIn } from '../domain/hand-ins.js';
import type { FormProblem } from '../domain/judgement.js';
import { supplement } from '../domain/supplement-answer.js';
import { answerSupplement as answerAwaited, awaitedSupplement } from '../domain/supplement-decisions.js';
import { freedFiles, heldFiles, noFilesYet, type SupplementFiles } from '../domain/supplement-files.js';
import { requireUnchanged, unlessChanged } from '../domain/unless-changed.js';
import type { DossierAct } from './act-on-dossier.js';
import { askingBy, type Asking } from './asking.js';
import { describeAnswer } from './describe-answer.js';
import { findForApplicant } from './find-for-applicant.js';
import { decryptAnswers } from './personal-data.js';
import { seenBy, type SeenDossier } from './see-dossier.js';
import { noteLookAlikes } from './similar-dossiers.js';
import { untilWon } from './until-won.js';

interface AnswerSupplement extends DossierAct {
  /** By field; null takes an answer back. */
  readonly answers?: unknown;
}

export type SupplementAnswered =
  { readonly problems: readonly FormProblem[] } | { readonly problems: readonly []; readonly dossier: SeenDossier };

/** Takes the answer to what the office asked for, whole or not at all. */
export async function answerSupplement(
  context: Context,
  viewer: Viewer,
  input: AnswerSupplement,
): Promise<SupplementAnswered> {
  const asking = askingBy(context, viewer, input.requestId, input);
  const { stored } = await findForApplicant(context, asking.party, input.dossierId);
  await context.registerRequest(asking.cause);
  if (stored.facts.some(({ causedBy }) => causedBy === asking.cause.id)) return conclude(context, asking, stored);
  return untilWon(`the answer to a supplement of ${input.dossierId}`, () => answer(context, asking, input));
}

/** Null when a file came or went meanwhile: then everything is looked at once more. */
async function answer(context: Context, asking: Asking, input: AnswerSupplement): Promise<SupplementAnswered | null> {
  const { party, at } = asking;
  const { stored, state, id: dossierId } = await findForApplicant(context, party, input.dossierId);
  requireUnchanged(input.expectedVersion, stored.facts);
  const { id: supplementId, items } = awaitedSupplement(state);
  const [definition, calendar, answers, files = noFilesYet(supplementId, dossierId)] = await Promise.all([
    context.catalogue.getVersion(state.procedureCode, state.procedureVersion),
    context.catalogue.getCalendar(),
    decryptAnswers(context, stored),
    context.supplementFiles.find(supplementId).then((found) => found ?? undefined),
  ]);
  if (answers === null) throw dossierNotFound();
  const given = { answers: input.answers, attachments: files.attachments };
  const supplemented = supplement({ definition, items, answers, filing: state }, given, at, calendar);
  if (supplemented.problems.length > 0) return { problems: supplemented.problems };
  const held = heldFiles(files, at);
  if (!(await context.supplementFiles.replace(held, files.revision))) return null;
  const described = await describeAnswer(context, { stored, definition, files, supplemented });
  const answerDeadline = filingAnswerDeadline(at, calendar);
  const decide = answerAwaited(party, { dossierId, supplementId, answer: described, answerDeadline }, { at, calendar });
  const answered = await execute(context, asking, held, unlessChanged(input.expectedVersion, decide));
  return conclude(context, asking, answered);
}

/** Where it is refused, files come in again. */
async function execute(
  { dossiers, supplementFiles }: Context,
  { cause }: Asking,
  held: SupplementFiles,
  decide: Decide,
): Promise<StoredDossier> {
  try {
    return await dossiers.execute(held.dossierId, cause, decide);
  } catch (error) {
    if (error instanceof Refusal) await supplementFiles.replace(freedFiles(held), held.revision);
    throw error;
  }
}

/** Each part may be done again: what a crash cuts off, a repeated request finishes, and the sweep of files. */
async function conclude(context: Context, { party }: Asking, stored: StoredDossier): Promise<SupplementAnswered> {
  const fileIds = newestHandIn(stored.facts).papers.map(({ fileId }) => fileId);
  await Promise.all([context.files.handOver(fileIds, stored.id), noteLookAlikes(context, stored)]);
  const dossier = seenBy(party, stored);
  if (dossier === null) throw dossierNotFound();
  return { problems: [], dossier };
}
