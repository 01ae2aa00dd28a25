import type { FileUpload } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { requireAcceptedType, tidyFileName } from '../domain/paper-file.js';
import type { ReceivedFile } from './look-at-file.js';
import { measureFile } from './measured-file.js';

/** What a file comes in for, and what it may be. */
export interface Wanted {
  /** A draft, or a dossier that something is added to. */
  readonly cameFor: string;
  readonly accepted: readonly string[];
  /** As what it is kept; what the sender called it where left out. */
  readonly fileName?: string;
}

/** Streams a file into the store, in quarantine; `sha256` (hex) is of what was sent. */
export async function receiveFile(
  { files, clock }: Pick<Context, 'files' | 'clock'>,
  upload: FileUpload,
  { cameFor, accepted, fileName = tidyFileName(upload.filename) }: Wanted,
): Promise<ReceivedFile & { readonly sha256: string }> {
  const contentType = upload.mimetype.toLowerCase();
  requireAcceptedType(contentType, accepted);
  const measured = measureFile(upload.createReadStream(), contentType);
  const about = { cameFor, contentType, fileName };
  const fileId = await files.store(measured.content, { ...about, at: clock.now() });
  return { ...about, fileId, sizeBytes: measured.sizeBytes(), sha256: measured.sha256() };
}
