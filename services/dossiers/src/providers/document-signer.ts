import type { IdentityPrivateKeys, IdentityPublicKeys } from '@motcua/service-kit';
import { CompactSign, compactVerify, createLocalJWKSet, errors, importJWK } from 'jose';
import { z } from 'zod';
import type { SignedDocument } from '../domain/signed-document.js';
import { slipForms } from '../domain/slip-numbers.js';
import { sealPdf } from './pdf-seal.js';

/** Signs what a paper says and reads what one says. */
export interface DocumentSigner {
  /** A compact JWS (RFC 7515, EdDSA); the same text for the same content and key. */
  sign(content: SignedDocument): Promise<string>;
  /**
   * The PDF with a comment behind its end: an Ed25519 signature over every byte before it, so that nothing in the file can be
   * moved, covered or exchanged unnoticed.
   */
  seal(pdf: Buffer): Buffer;
  /** Null for anything that none of the keys signed as it is. */
  verify(signedText: string): Promise<SignedDocument | null>;
}

const proof = { code: z.string(), office: z.string(), procedure: z.string(), issuedAt: z.iso.datetime() };

const Content = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('SUBMISSION_SLIP'), ...proof, receipt: z.string() }),
  z.strictObject({
    kind: z.literal('SLIP'),
    number: z.string(),
    form: z.enum(slipForms),
    ...proof,
    dueAt: z.iso.datetime().optional(),
    digest: z.string(),
  }),
  z.strictObject({
    kind: z.literal('RESULT'),
    ...proof,
    document: z.string(),
    resultCode: z.string(),
    digest: z.string(),
  }),
]);

const algorithm = 'EdDSA';

/** The first key signs; all of them verify, so that papers outlive a change of keys. */
export function createDocumentSigner({ keys }: IdentityPrivateKeys): DocumentSigner {
  const [first] = keys;
  const signingKey = importJWK(first, algorithm);
  return {
    async sign(content) {
      const bytes = new TextEncoder().encode(JSON.stringify(Content.parse(content)));
      return new CompactSign(bytes).setProtectedHeader({ alg: algorithm, kid: first.kid }).sign(await signingKey);
    },
    seal: (pdf) => sealPdf(pdf, first),
    ...createDocumentVerifier(publicDocumentKeys({ keys })),
  };
}

/** With the public keys alone. */
export function createDocumentVerifier({ keys }: IdentityPublicKeys): Pick<DocumentSigner, 'verify'> {
  const verifyingKeys = createLocalJWKSet({ keys: [...keys] });
  return {
    async verify(signedText) {
      if (!isCanonical(signedText)) return null;
      try {
        const { payload } = await compactVerify(signedText, verifyingKeys, { algorithms: [algorithm] });
        return Content.parse(JSON.parse(new TextDecoder().decode(payload)));
      } catch (error) {
        // Signed by us but not what we sign is a fault of ours; everything else is somebody else's paper.
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}

/** As published: without the private part. */
export function publicDocumentKeys({ keys }: IdentityPrivateKeys): IdentityPublicKeys {
  return { keys: keys.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid, alg: algorithm, use: 'sig' })) };
}

/** Base64url has letters with unused bits at the end of a text: another letter there would read as the same bytes. */
function isCanonical(signedText: string): boolean {
  return signedText.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}
