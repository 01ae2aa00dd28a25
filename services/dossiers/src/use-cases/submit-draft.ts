import { Fault, newId, Refusal } from '@motcua/service-kit';
import type { Context, StoredDossier } from '../context.js';
import { alreadySubmitted, type Draft, type Submission } from '../domain/draft.js';
import type { FormProblem } from '../domain/judgement.js';
import type { Asking } from './asking.js';
import { getOwnDraft } from './change-draft.js';
import { finishSubmission } from './finish-submission.js';
import { reviewDraft } from './review-draft.js';

export type Submitted =
  { readonly problems: readonly FormProblem[] } | { readonly problems: readonly []; readonly dossier: StoredDossier };

interface Submitting {
  readonly draftId: string;
  readonly language: 'vi' | 'en';
  /** Given or shown on paper, by their keys. */
  readonly papersOnPaper: readonly string[];
  /** What else is asked of a complete draft before it is claimed. */
  readonly prove: (draft: Draft) => Promise<void>;
}

const attempts = 5;

/**
 * A complete draft becomes one dossier. First the intent is stored with the draft, which freezes it; everything after that
 * gives the same result however often it is done, so a repetition (or the timer) finishes what a crash cut off.
 */
export async function submitDraft(
  context: Context,
  asking: Asking,
  { draftId, language, papersOnPaper, prove }: Submitting,
): Promise<Submitted> {
  const registered = context.registerRequest(asking.cause);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    // Reading need not wait for the register; whatever follows does.
    const [draft] = await Promise.all([getOwnDraft(context, asking.party, draftId), registered]);
    if (draft.submission !== null) return answerFor(context, asking, draft, draft.submission);
    await requireKnown(context, draft, papersOnPaper);
    const { problems } = await reviewDraft(context, draft, asking.at, papersOnPaper);
    if (problems.length > 0) return { problems };
    await prove(draft);
    const submission: Submission = {
      ...{ requestId: asking.cause.id, language, at: asking.at, finished: false },
      dossierId: newId('dos', asking.at),
      filedBy: asking.cause.actor.id,
      ...(papersOnPaper.length === 0 ? {} : { papersOnPaper }),
    };
    if (await context.drafts.claim(draft.id, draft.revision, submission)) {
      return { problems: [], dossier: await finishSubmission(context, draft, submission) };
    }
  }
  throw new Fault('CONTENDED', `draft ${draftId} changed ${String(attempts)} times while it was submitted`);
}

/** Somebody was there before: finished for them whoever asks, answered only to the same request. */
async function answerFor(
  context: Context,
  { cause }: Asking,
  draft: Draft,
  submission: Submission,
): Promise<Submitted> {
  const dossier = await finishSubmission(context, draft, submission);
  if (submission.requestId !== cause.id) throw alreadySubmitted();
  return { problems: [], dossier };
}

async function requireKnown({ catalogue }: Context, draft: Draft, papers: readonly string[]): Promise<void> {
  const { procedure } = await catalogue.getVersion(draft.procedureCode, draft.procedureVersion);
  const unknown = papers.filter((paper) => !procedure.attachments.some(({ key }) => key === paper));
  if (unknown.length > 0) throw new Refusal('UNKNOWN_PAPER', 'The procedure asks for no such paper.', { unknown });
}
