import { z } from 'zod';
import type { Context } from '../context.js';
import type { Addresses } from '../domain/contact.js';
import type { OpenCorrespondence } from '../domain/correspondence.js';

const KeptAddresses = z.object({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() });

/** Ties the encrypted text to its place: moved to another correspondence it does not open. */
export function placeOf(correspondenceId: string): string {
  return `correspondences/${correspondenceId}/addresses`;
}

/** @throws Refusal when the key is gone or the text was changed. */
export function readAddresses({ vault }: Context, id: string, { contact }: OpenCorrespondence): Addresses {
  return KeptAddresses.parse(vault.decrypt(contact.wrappedKey, placeOf(id), contact.encryptedAddresses));
}
