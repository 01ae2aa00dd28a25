import { ForeignDocument, readPrinted, type ReadPrinted } from '@motcua/printed-documents';
import type { IdentityPublicKeys } from '@motcua/service-kit';
import { textDigest } from '../domain/office-paper.js';
import { signedTextIn, type SlipProof } from '../domain/signed-document.js';
import { createDocumentVerifier } from '../providers/document-signer.js';
import { unsealPdf } from '../providers/pdf-seal.js';

/** It is none of ours, or not as it was issued. */
export class NotGenuine extends Error {}

/** What the file of an official slip says of itself, by the public keys alone; throws NotGenuine. */
export async function judgeSlip(file: Buffer, keys: IdentityPublicKeys): Promise<SlipProof> {
  const { pdf, intact } = unsealPdf(file, keys);
  const printed = read(pdf);
  const signedText = signedTextIn(printed.subject);
  const proof = signedText === null ? null : await createDocumentVerifier(keys).verify(signedText);
  if (proof === null) throw new NotGenuine('none of the keys signed what it says of itself');
  if (proof.kind !== 'SLIP') throw new NotGenuine('it is not an official slip');
  if (textDigest(linesOf(printed)) !== proof.digest) throw new NotGenuine('its text is not the text that was signed');
  // What stands elsewhere, is covered or drawn with other letters says the same to a search, and not to the eye.
  if (!intact) throw new NotGenuine('the file is not byte for byte as it was issued');
  return proof;
}

function read(pdf: Buffer): ReadPrinted {
  try {
    return readPrinted(pdf);
  } catch (cause) {
    if (cause instanceof ForeignDocument) throw new NotGenuine(`it is no slip of ours: ${cause.message}`);
    throw cause;
  }
}

/** Without what stands on every page again. */
function linesOf({ pages }: ReadPrinted): readonly string[] {
  return pages.flatMap(({ lines }) => lines.flatMap(({ text, artifact }) => (artifact ? [] : [text])));
}
