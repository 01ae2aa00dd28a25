import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { requireReception } from '../domain/access.js';
import { askingBy } from './asking.js';
import { submitDraft, type Submitted } from './submit-draft.js';

interface FileAtDesk {
  readonly requestId: string;
  readonly draftId: string;
  readonly papersOnPaper: readonly string[];
  readonly language: 'vi' | 'en';
}

/** On behalf of somebody who stands at the desk with papers: the officer answers for what was typed in. */
export async function fileAtDesk(
  context: Context,
  viewer: Viewer,
  { language, ...input }: FileAtDesk,
): Promise<Submitted> {
  const asking = askingBy(context, viewer, input.requestId, input);
  await context.deskOfficers.note(requireReception(asking.party), asking.at);
  return submitDraft(context, asking, {
    ...{ draftId: input.draftId, language, papersOnPaper: [...new Set(input.papersOnPaper)] },
    // Nobody else has a desk's draft, and who an officer is was proven at the door.
    prove: () => Promise.resolve(),
  });
}
