import { Refusal } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { nextScanAfter, type AttachmentState } from '../domain/attachment.js';
import type { FileAbout, Files } from '../file-stores.js';

export interface ReceivedFile extends Omit<FileAbout, 'at'> {
  readonly fileId: string;
  readonly sizeBytes: number;
}

export interface SeenFile {
  /** Another one, where the picture alone took the file's place. */
  readonly fileId: string;
  readonly sizeBytes: number;
  readonly state: AttachmentState;
}

/**
 * Everything that is done with a file in quarantine before it may be a paper: our own checks of the whole of it, then the
 * virus scanner's of what stays. A refused file is gone; one the scanner cannot judge waits (see scan-files).
 */
export async function lookAtFile(context: Context, received: ReceivedFile, at: Date): Promise<SeenFile> {
  const { fileId, sizeBytes } = await inspect(context, received, at);
  const { files } = context;
  const verdict = await askScanner(context, fileId);
  switch (verdict) {
    case 'CLEAN':
      await files.note(fileId, { state: 'CLEAN', sizeBytes });
      return { fileId, sizeBytes, state: 'CLEAN' };
    case 'INFECTED':
      await files.remove(fileId);
      return { fileId, sizeBytes, state: 'INFECTED' };
    case 'UNKNOWN':
      await files.note(fileId, { state: 'SCANNING', sizeBytes, scans: 1, scanAt: nextScanAfter(0, at, at) });
      return { fileId, sizeBytes, state: 'SCANNING' };
  }
}

/** Where none is configured there is nothing to fail: CLEAN means that every configured check was passed. */
export async function askScanner(
  { scanner, files, log }: Pick<Context, 'scanner' | 'files' | 'log'>,
  fileId: string,
): Promise<'CLEAN' | 'INFECTED' | 'UNKNOWN'> {
  if (scanner === null) return 'CLEAN';
  try {
    return await scanner.scan(await files.open(fileId));
  } catch (error) {
    // A file that cannot be read either: it must not keep others from being looked at.
    log.error('the virus scanner did not judge a file', { provider: 'clamd', error });
    return 'UNKNOWN';
  }
}

/** Held whole, one file at a time; until its turn comes it waits in the store. */
async function inspect(
  { files, inspector }: Context,
  received: ReceivedFile,
  at: Date,
): Promise<{ readonly fileId: string; readonly sizeBytes: number }> {
  const { fileId, sizeBytes, ...about } = received;
  return inspector.inTurn(async () => {
    try {
      const instead = await inspector.inspect(await readWhole(files, fileId, sizeBytes), about.contentType);
      if (instead === null) return { fileId, sizeBytes };
      const picture = await files.store([instead], { ...about, at });
      await files.remove(fileId);
      return { fileId: picture, sizeBytes: instead.length };
    } catch (error) {
      // After any other error it is swept: the store itself may be what failed.
      if (error instanceof Refusal) await files.remove(fileId);
      throw error;
    }
  });
}

/** Into one piece of memory of just that size. */
async function readWhole(files: Files, fileId: string, sizeBytes: number): Promise<Buffer> {
  const whole = Buffer.allocUnsafe(sizeBytes);
  let at = 0;
  for await (const chunk of await files.open(fileId)) {
    const bytes = chunk as Uint8Array; // a byte stream; its iterator is typed as any
    whole.set(bytes, at);
    at += bytes.length;
  }
  if (at !== sizeBytes) throw new Error(`file ${fileId} is not as long as it was`);
  return whole;
}
