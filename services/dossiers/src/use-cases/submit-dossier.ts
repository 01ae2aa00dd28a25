import { Fault, newId, Refusal, type Viewer } from '@motcua/service-kit';
import type { Context, StoredDossier } from '../context.js';
import { requireDrafter } from '../domain/access.js';
import { alreadySubmitted, type Draft, type Submission } from '../domain/draft.js';
import type { FormProblem } from '../domain/judgement.js';
import { askingBy, type Asking } from './asking.js';
import { getOwnDraft } from './change-draft.js';
import { finishSubmission } from './finish-submission.js';
import { reviewDraft } from './review-draft.js';

interface SubmitDossier {
  readonly requestId: string;
  readonly draftId: string;
  readonly captcha: string;
  readonly language: 'vi' | 'en';
}

export type Submitted =
  { readonly problems: readonly FormProblem[] } | { readonly problems: readonly []; readonly dossier: StoredDossier };

const attempts = 5;

/**
 * A complete draft becomes one dossier. First the intent is stored with the draft, which freezes it; everything after that
 * gives the same result however often it is done, so a repetition (or the timer) finishes what a crash cut off.
 */
export async function submitDossier(
  context: Context,
  viewer: Viewer,
  { language, ...input }: SubmitDossier,
): Promise<Submitted> {
  const asking = askingBy(context, viewer, input.requestId, input);
  requireDrafter(asking.party);
  const registered = context.registerRequest(asking.cause);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    // Reading need not wait for the register; whatever follows does.
    const [draft] = await Promise.all([getOwnDraft(context, asking.party, input.draftId), registered]);
    if (draft.submission !== null) return answerFor(context, asking, draft, draft.submission);
    const { problems } = await reviewDraft(context, draft, asking.at);
    if (problems.length > 0) return { problems };
    await spendCaptcha(context, input.captcha, draft.id);
    const submission: Submission = {
      ...{ requestId: asking.cause.id, language, at: asking.at, finished: false },
      dossierId: newId('dos', asking.at),
      applicantId: asking.cause.actor.id,
    };
    if (await context.drafts.claim(draft.id, draft.revision, submission)) {
      return { problems: [], dossier: await finishSubmission(context, draft, submission) };
    }
  }
  throw new Fault('CONTENDED', `draft ${input.draftId} changed ${String(attempts)} times while it was submitted`);
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

async function spendCaptcha({ captcha, spentCaptchas }: Context, answer: string, draftId: string): Promise<void> {
  const { challengeId, expiresAt } = await captcha.check(answer);
  if (await spentCaptchas.spend(challengeId, draftId, expiresAt)) return;
  throw new Refusal('CAPTCHA_USED', 'The confirmation code was used before; please take a new one.');
}
