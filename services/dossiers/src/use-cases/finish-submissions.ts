import type { Context } from '../context.js';
import { finishSubmission } from './finish-submission.js';

/** Younger ones are still being worked on by whoever was asked. */
const graceMs = 30_000;
const atOnce = 20;

/** Finishes what a crash cut off between the intent to submit and the dossier, so that no code stays without one. */
export async function finishSubmissions(context: Context, now: Date): Promise<void> {
  const cutOff = await context.drafts.listUnfinished(new Date(now.getTime() - graceMs), atOnce);
  const outcomes = await Promise.allSettled(
    cutOff.flatMap((draft) => (draft.submission === null ? [] : finishSubmission(context, draft, draft.submission))),
  );
  // One that cannot be finished holds up none of the others, and is told.
  const reasons = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (reasons.length > 0) throw new AggregateError(reasons, 'submissions could not be finished');
}
