import { derivedId, Refusal, type FileUpload, type Viewer } from '@motcua/service-kit';
import type { ProcedureDefinition } from '@motcua/procedure-definition';
import type { Context } from '../context.js';
import { attachmentNotFound, withoutAttachment, type Attachment } from '../domain/attachment.js';
import type { Intake } from '../domain/intake.js';
import { askingBy, type Asking } from './asking.js';
import { lookAtFile, type ReceivedFile, type SeenFile } from './look-at-file.js';
import { receiveFile } from './receive-file.js';

/** An intake before somebody who may hand in files for it. */
export interface OpenIntake<I extends Intake> {
  readonly id: string;
  /** As it stands; refused for anybody else. */
  find(): Promise<I>;
  /** Refused when nothing comes in any more, or no more files of that size. */
  requireRoom(intake: I, sizeBytes: number): void;
  /** The types of files that a paper is taken as; refused for what is not taken. */
  acceptedTypes(intake: I, paper: string): Promise<readonly string[]>;
  /** Once per request, whatever others do meanwhile. */
  change(asking: Asking, next: (intake: I) => readonly Attachment[]): Promise<I>;
}

/** What the request id stands for, and the file. */
interface HandedIn<I extends Intake> {
  readonly input: { readonly requestId: string; readonly paper: string };
  readonly into: OpenIntake<I>;
  readonly file: Promise<FileUpload>;
}

interface Taken<I extends Intake> {
  readonly intake: I;
  readonly attachment: Attachment;
}

/** The file is stored first, in quarantine, and belongs to the intake only once all of it is in and was looked at. */
export async function takeFile<I extends Intake>(
  context: Context,
  viewer: Viewer,
  { input, into, file }: HandedIn<I>,
): Promise<Taken<I>> {
  const accepted = await acceptedTypes(into, askingBy(context, viewer, input.requestId, input), input.paper);
  const { sha256, ...received } = await receiveFile(context, await file, { cameFor: into.id, accepted });
  const { fileName, contentType } = received;
  // By what was sent: what is stored of a picture is other bytes.
  const asking = askingBy(context, viewer, input.requestId, { ...input, fileName, contentType, sha256 });
  const repeated = await isRepeated(context, into, asking, received);
  const seen: SeenFile = repeated ? { ...received, state: 'RECEIVED' } : await lookAtFile(context, received, asking.at);
  const { paper } = input;
  return add(context, into, asking, { paper, fileName, contentType, ...seen, attachedAt: asking.at });
}

/** Takes the file off first; one that a crash left behind is swept. */
export async function takeAway<I extends Intake>(
  { files }: Context,
  into: OpenIntake<I>,
  asking: Asking,
  attachmentId: string,
): Promise<I> {
  const { attachments } = await into.find();
  const intake = await into.change(asking, (current) => withoutAttachment(current, attachmentId));
  const removed = attachments.find(({ id }) => id === attachmentId);
  if (removed !== undefined) await files.remove(removed.fileId);
  return intake;
}

export function typesOf({ procedure }: ProcedureDefinition, paper: string): readonly string[] {
  const known = procedure.attachments.find(({ key }) => key === paper);
  if (known === undefined) throw new Refusal('UNKNOWN_PAPER', 'The procedure asks for no such paper.');
  return known.acceptedTypes;
}

async function add<I extends Intake>(
  { files }: Context,
  into: OpenIntake<I>,
  asking: Asking,
  file: Omit<Attachment, 'id'>,
): Promise<Taken<I>> {
  try {
    const id = derivedId('att', into.id, asking.cause.id);
    const intake = await into.change(asking, (current) => {
      into.requireRoom(current, file.sizeBytes);
      return [...current.attachments, { ...file, id }];
    });
    const attachment = intake.attachments.find((candidate) => candidate.id === id);
    if (attachment === undefined) throw attachmentNotFound();
    // A repeated request brought the same file once more.
    if (attachment.fileId !== file.fileId) await files.remove(file.fileId);
    return { intake, attachment };
  } catch (error) {
    // After any other error the intake may hold the file all the same; one that it does not hold is swept.
    if (error instanceof Refusal) await files.remove(file.fileId);
    throw error;
  }
}

/** Nothing is decoded for a request that was answered before, nor where there is no room any more. */
async function isRepeated<I extends Intake>(
  { files }: Context,
  into: OpenIntake<I>,
  { cause }: Asking,
  received: ReceivedFile,
): Promise<boolean> {
  try {
    const intake = await into.find();
    if (intake.requests.includes(cause.id)) return true;
    into.requireRoom(intake, received.sizeBytes);
    return false;
  } catch (error) {
    if (error instanceof Refusal) await files.remove(received.fileId);
    throw error;
  }
}

/** Refuses before a byte is read what can be refused before. */
async function acceptedTypes<I extends Intake>(
  into: OpenIntake<I>,
  { cause }: Asking,
  paper: string,
): Promise<readonly string[]> {
  const intake = await into.find();
  if (!intake.requests.includes(cause.id)) into.requireRoom(intake, 0);
  return into.acceptedTypes(intake, paper);
}
