import type { FileUpload, Viewer } from '@motcua/service-kit';
import { partyOf, type Context } from '../context.js';
import type { Attachment } from '../domain/attachment.js';
import type { Draft } from '../domain/draft.js';
import { draftIntake } from './draft-intake.js';
import { takeFile } from './take-file.js';

interface AttachFile {
  readonly requestId: string;
  readonly draftId: string;
  readonly paper: string;
  readonly file: Promise<FileUpload>;
}

interface Attached {
  readonly draft: Draft;
  readonly attachment: Attachment;
}

/** Adds a file to a paper of a draft. */
export async function attachFile(context: Context, viewer: Viewer, { file, ...input }: AttachFile): Promise<Attached> {
  const into = draftIntake(context, partyOf(viewer), input.draftId);
  const { intake: draft, attachment } = await takeFile(context, viewer, { input, into, file });
  return { draft, attachment };
}
