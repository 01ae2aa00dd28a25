import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { withoutAttachment } from '../domain/attachment.js';
import type { Draft } from '../domain/draft.js';
import { askingBy } from './asking.js';
import { changeDraft, getOwnDraft } from './change-draft.js';

interface RemoveAttachment {
  readonly requestId: string;
  readonly draftId: string;
  readonly attachmentId: string;
}

/** Takes the file off the draft first; a file left behind by a crash goes when the draft does. */
export async function removeAttachment(context: Context, viewer: Viewer, input: RemoveAttachment): Promise<Draft> {
  const asking = askingBy(context, viewer, input.requestId, input);
  const { attachments } = await getOwnDraft(context, asking.party, input.draftId);
  const draft = await changeDraft(context, asking, input.draftId, (current) => ({
    attachments: withoutAttachment(current, input.attachmentId),
  }));
  const removed = attachments.find(({ id }) => id === input.attachmentId);
  if (removed !== undefined) await context.files.remove(removed.fileId);
  return draft;
}
