import type { Readable } from 'node:stream';
import type { Context } from '../context.js';
import { nameToSave } from '../domain/paper-file.js';

export interface Download {
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly content: Readable;
}

/**
 * The file a signed link leads to: it was given to somebody who may see it, and an officer's look was recorded then. Null
 * when the link is over or forged, or the file is gone or not CLEAN.
 */
export async function downloadPaper({ links, files, clock }: Context, token: string): Promise<Download | null> {
  const fileId = links.open('file', token, clock.now());
  const file = fileId === null ? null : await files.find(fileId);
  if (file?.state !== 'CLEAN') return null;
  const { contentType, sizeBytes, fileName } = file;
  return { name: nameToSave(fileName, contentType), contentType, sizeBytes, content: await files.open(file.id) };
}
