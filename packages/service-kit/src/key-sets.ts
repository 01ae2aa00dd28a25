import { z } from 'zod';

const KeyId = z.string().min(1).max(100);

/** JSON Web Key Sets as settings; unknown members are dropped, so that a private part never hides in a public set. */
export const IdentityPublicKeys = z.object({
  keys: z.array(z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: KeyId })).min(1),
});
export type IdentityPublicKeys = z.infer<typeof IdentityPublicKeys>;

export const IdentityPrivateKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
  kid: KeyId,
});
export type IdentityPrivateKey = z.infer<typeof IdentityPrivateKey>;

/** The first one signs. */
export const IdentityPrivateKeys = z.object({ keys: z.tuple([IdentityPrivateKey], IdentityPrivateKey) });
export type IdentityPrivateKeys = z.infer<typeof IdentityPrivateKeys>;

const ecPublic = { kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), kid: KeyId };

/** Keys that seal fields for a recipient; the key id begins with the recipient's name: `notifications-2026-1`. */
export const SealingPublicKeys = z.object({ keys: z.array(z.object(ecPublic)).min(1) });
export type SealingPublicKeys = z.infer<typeof SealingPublicKeys>;

export const SealingPrivateKeys = z.object({ keys: z.array(z.object({ ...ecPublic, d: z.string() })).min(1) });
export type SealingPrivateKeys = z.infer<typeof SealingPrivateKeys>;

/**
 * 32-byte keys at rest: the first one wraps new data keys, the others still unwrap. A key with `use: sig` wraps nothing: it
 * computes blind indexes and outlives rotations, because an index cannot be computed anew from what is encrypted.
 */
export const VaultKeys = z.object({
  keys: z
    .array(
      z.object({
        kty: z.literal('oct'),
        k: z.string().length(43),
        kid: KeyId,
        use: z.enum(['enc', 'sig']).default('enc'),
      }),
    )
    .refine((keys) => keys.some(({ use }) => use === 'enc'), { message: 'needs a key to wrap with' }),
});
export type VaultKeys = z.infer<typeof VaultKeys>;
