import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { expectRevision, mergeAnswers, type Draft } from '../domain/draft.js';
import { askingBy } from './asking.js';
import { changeDraft } from './change-draft.js';

interface SaveAnswers {
  readonly requestId: string;
  readonly draftId: string;
  readonly answers: unknown;
  readonly expectedRevision?: number | null | undefined;
}

/** Keeps whatever was typed, right or wrong; what is wrong shows in the readiness. */
export function saveAnswers(context: Context, viewer: Viewer, input: SaveAnswers): Promise<Draft> {
  const asking = askingBy(context, viewer, input.requestId, input);
  return changeDraft(context, asking, input.draftId, (draft) => {
    expectRevision(draft, input.expectedRevision);
    return { answers: mergeAnswers(draft.answers, input.answers) };
  });
}
