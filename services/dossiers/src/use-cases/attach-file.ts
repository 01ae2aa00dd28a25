import { derivedId, Refusal, type FileUpload, type Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { attachmentNotFound, type Attachment } from '../domain/attachment.js';
import { alreadySubmitted, type Draft } from '../domain/draft.js';
import { requireRoom } from '../domain/paper-file.js';
import { askingBy, type Asking } from './asking.js';
import { changeDraft, getOwnDraft } from './change-draft.js';
import { lookAtFile, type ReceivedFile, type SeenFile } from './look-at-file.js';
import { receiveFile } from './receive-file.js';

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

/** The file is stored first, in quarantine, and belongs to the draft only once all of it is in and was looked at. */
export async function attachFile(context: Context, viewer: Viewer, { file, ...input }: AttachFile): Promise<Attached> {
  const accepted = await acceptedTypes(context, viewer, input);
  const { sha256, ...received } = await receiveFile(context, await file, { cameFor: input.draftId, accepted });
  const { fileName, contentType } = received;
  // By what was sent: what is stored of a picture is other bytes.
  const asking = askingBy(context, viewer, input.requestId, { ...input, fileName, contentType, sha256 });
  const repeated = await isRepeated(context, asking, received);
  const seen: SeenFile = repeated ? { ...received, state: 'RECEIVED' } : await lookAtFile(context, received, asking.at);
  return attach(context, asking, input.paper, received, seen);
}

async function attach(
  context: Context,
  asking: Asking,
  paper: string,
  { cameFor: draftId, fileName, contentType }: ReceivedFile,
  seen: SeenFile,
): Promise<Attached> {
  try {
    const id = derivedId('att', draftId, asking.cause.id);
    const draft = await changeDraft(context, asking, draftId, (current) => {
      requireRoom(current, seen.sizeBytes);
      const attachment = { id, paper, fileName, contentType, ...seen, attachedAt: asking.at };
      return { attachments: [...current.attachments, attachment] };
    });
    const attachment = draft.attachments.find((candidate) => candidate.id === id);
    if (attachment === undefined) throw attachmentNotFound();
    // A repeated request brought the same file once more.
    if (attachment.fileId !== seen.fileId) await context.files.remove(seen.fileId);
    return { draft, attachment };
  } catch (error) {
    // After any other error the draft may hold the file all the same; one that it does not hold is swept.
    if (error instanceof Refusal) await context.files.remove(seen.fileId);
    throw error;
  }
}

/** Nothing is decoded for a request that was answered before, nor for a draft that is full or gone meanwhile. */
async function isRepeated(context: Context, { party, cause }: Asking, received: ReceivedFile): Promise<boolean> {
  try {
    const draft = await getOwnDraft(context, party, received.cameFor);
    if (draft.requests.includes(cause.id)) return true;
    requireRoom(draft, received.sizeBytes);
    return false;
  } catch (error) {
    if (error instanceof Refusal) await context.files.remove(received.fileId);
    throw error;
  }
}

/** Refuses before a byte is read what can be refused before. */
async function acceptedTypes(
  context: Context,
  viewer: Viewer,
  input: Omit<AttachFile, 'file'>,
): Promise<readonly string[]> {
  const { party, cause } = askingBy(context, viewer, input.requestId, input);
  const draft = await getOwnDraft(context, party, input.draftId);
  const repeated = draft.requests.includes(cause.id);
  if (draft.submission !== null && !repeated) throw alreadySubmitted();
  if (!repeated) requireRoom(draft);
  const { procedure } = await context.catalogue.getVersion(draft.procedureCode, draft.procedureVersion);
  const paper = procedure.attachments.find(({ key }) => key === input.paper);
  if (paper === undefined) throw new Refusal('UNKNOWN_PAPER', 'The procedure asks for no such paper.');
  return paper.acceptedTypes;
}
