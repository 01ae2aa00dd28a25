import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { replacedBy, requireUnchangedSince, type ReplacedAnswer } from '../domain/answer-changes.js';
import { mergeAnswers, type Draft } from '../domain/draft.js';
import { askingBy } from './asking.js';
import { changeDraft } from './change-draft.js';

interface SaveAnswers {
  readonly requestId: string;
  readonly draftId: string;
  readonly answers: unknown;
  readonly expectedRevision?: number | null | undefined;
}

/** Keeps whatever was typed, right or wrong; what is wrong shows in the readiness. */
export async function saveAnswers(
  context: Context,
  viewer: Viewer,
  input: SaveAnswers,
): Promise<{ readonly draft: Draft; readonly replaced: readonly ReplacedAnswer[] }> {
  const asking = askingBy(context, viewer, input.requestId, input);
  const saved = await changeDraft(context, asking, input.draftId, (draft) => {
    const answers = mergeAnswers(draft.answers, input.answers);
    requireUnchangedSince(draft, answers, input.expectedRevision);
    return { answers };
  });
  return { draft: saved, replaced: replacedBy(saved, asking.cause.id) };
}
