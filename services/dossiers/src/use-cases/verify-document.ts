import type { Context } from '../context.js';
import { signedTextIn, type ShownDocument } from '../domain/signed-document.js';

/** What a scanned paper says; null for anything altered, foreign or too long. */
export async function verifyDocument(
  { documents }: Pick<Context, 'documents'>,
  scanned: string,
): Promise<ShownDocument | null> {
  const signedText = signedTextIn(scanned);
  const content = signedText === null ? null : await documents.verify(signedText);
  if (content?.kind !== 'SUBMISSION_SLIP') return content;
  const { receipt: _, ...shown } = content;
  return shown;
}
