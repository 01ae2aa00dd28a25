import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { IdentityPrivateKeys, IdentityPublicKeys } from '@motcua/service-kit';

const mark = '%motcua-seal ';
const form = /^%motcua-seal ([\w.~-]{1,200}) ([\w-]{86})\n$/;

/**
 * The PDF with a comment behind its end: `%motcua-seal <kid> <signature>`, Ed25519 over every byte before it. What it signs
 * begins with `%PDF`, so that it never passes for a signed text, which begins with `eyJ`.
 */
export function sealPdf(pdf: Buffer, key: IdentityPrivateKeys['keys'][number]): Buffer {
  const signature = sign(null, pdf, createPrivateKey({ key, format: 'jwk' })).toString('base64url');
  return Buffer.concat([pdf, Buffer.from(`${mark}${key.kid} ${signature}\n`)]);
}

export interface Unsealed {
  /** As it was before it was sealed. */
  readonly pdf: Buffer;
  /** One of the keys sealed it, and no byte changed since. */
  readonly intact: boolean;
}

export function unsealPdf(file: Buffer, { keys }: IdentityPublicKeys): Unsealed {
  const at = file.lastIndexOf(mark);
  if (at === -1) return { pdf: file, intact: false };
  const pdf = file.subarray(0, at);
  const [, kid, signature = ''] = form.exec(file.subarray(at).toString('latin1')) ?? [];
  const key = keys.find((each) => each.kid === kid);
  if (key === undefined || !pdf.subarray(0, 5).equals(Buffer.from('%PDF-'))) return { pdf, intact: false };
  const bytes = Buffer.from(signature, 'base64url');
  // The last letter has bits that carry nothing.
  const canonical = bytes.toString('base64url') === signature;
  return { pdf, intact: canonical && verify(null, pdf, createPublicKey({ key, format: 'jwk' }), bytes) };
}
