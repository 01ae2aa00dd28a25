import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import type { Draft } from '../domain/draft.js';
import { askingBy } from './asking.js';
import { draftIntake } from './draft-intake.js';
import { takeAway } from './take-file.js';

interface RemoveAttachment {
  readonly requestId: string;
  readonly draftId: string;
  readonly attachmentId: string;
}

/** Takes a file off a draft. */
export function removeAttachment(context: Context, viewer: Viewer, input: RemoveAttachment): Promise<Draft> {
  const asking = askingBy(context, viewer, input.requestId, input);
  return takeAway(context, draftIntake(context, asking.party, input.draftId), asking, input.attachmentId);
}
