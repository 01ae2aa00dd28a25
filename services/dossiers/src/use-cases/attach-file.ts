import { derivedId, Refusal, type FileUpload, type Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import type { Attachment } from '../domain/attachment.js';
import { alreadySubmitted, type Draft } from '../domain/draft.js';
import { requireAcceptedType, requireRoom, tidyFileName } from '../domain/paper-file.js';
import { askingBy } from './asking.js';
import { changeDraft, getOwnDraft } from './change-draft.js';
import { measureFile } from './measured-file.js';

interface AttachFile {
  readonly requestId: string;
  readonly draftId: string;
  readonly paper: string;
  readonly file: Promise<FileUpload>;
}

interface ReceivedFile {
  readonly fileId: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly state: Attachment['state'];
}

/** The file is stored first, under a name of its own, and belongs to the draft only once all of it is in and judged. */
export async function attachFile(
  context: Context,
  viewer: Viewer,
  { file, ...input }: AttachFile,
): Promise<{ readonly draft: Draft; readonly attachment: Attachment }> {
  const accepted = await acceptedTypes(context, viewer, input);
  const { fileId, sha256, ...received } = await receive(context, input.draftId, await file, accepted);
  try {
    const { fileName, contentType } = received;
    const asking = askingBy(context, viewer, input.requestId, { ...input, fileName, contentType, sha256 });
    const id = derivedId('att', input.draftId, asking.cause.id);
    const draft = await changeDraft(context, asking, input.draftId, (current) => {
      requireRoom(current, received.sizeBytes);
      const attachment = { id, paper: input.paper, fileId, ...received, attachedAt: asking.at };
      return { attachments: [...current.attachments, attachment] };
    });
    const attachment = draft.attachments.find((candidate) => candidate.id === id);
    if (attachment === undefined) throw new Refusal('ATTACHMENT_NOT_FOUND', 'It was attached and taken away again.');
    // A repeated request brought the same file once more.
    if (attachment.fileId !== fileId) await context.files.remove(fileId);
    return { draft, attachment };
  } catch (error) {
    // After any other error the draft may hold the file all the same; a file it does not hold goes when the draft does.
    if (error instanceof Refusal) await context.files.remove(fileId);
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
  const isRepeated = draft.requests.includes(cause.id);
  if (draft.submission !== null && !isRepeated) throw alreadySubmitted();
  if (!isRepeated) requireRoom(draft);
  const { procedure } = await context.catalogue.getVersion(draft.procedureCode, draft.procedureVersion);
  const paper = procedure.attachments.find(({ key }) => key === input.paper);
  if (paper === undefined) throw new Refusal('UNKNOWN_PAPER', 'The procedure asks for no such paper.');
  return paper.acceptedTypes;
}

async function receive(
  context: Context,
  draftId: string,
  upload: FileUpload,
  accepted: readonly string[],
): Promise<ReceivedFile> {
  const contentType = upload.mimetype.toLowerCase();
  requireAcceptedType(contentType, accepted);
  const measured = measureFile(upload.createReadStream(), contentType);
  const fileId = await context.files.store(measured.content, { draftId, contentType });
  const about = { fileId, fileName: tidyFileName(upload.filename), contentType };
  const state = await scan(context, fileId);
  return { ...about, sizeBytes: measured.sizeBytes(), sha256: measured.sha256(), state };
}

/** Fails closed: a file that nobody could look at is not kept where a scanner is configured. */
async function scan({ scanner, files, log }: Context, fileId: string): Promise<Attachment['state']> {
  if (scanner === null) return 'CLEAN';
  const verdict = await scanner.scan(files.open(fileId)).catch((error: unknown) => {
    log.error('the virus scanner did not judge a file', { provider: 'clamd', error });
    return 'UNKNOWN' as const;
  });
  if (verdict === 'CLEAN') return 'CLEAN';
  await files.remove(fileId);
  if (verdict === 'INFECTED') throw new Refusal('FILE_NOT_SAFE', 'The virus scanner refuses this file.');
  throw new Refusal('SCANNER_UNAVAILABLE', 'The virus scanner does not answer; please try again later.');
}
