import { Refusal } from '@motcua/service-kit';
import { parsePhone } from '@motcua/vietnam';
import { z } from 'zod';
import type { Context } from '../context.js';
import type { Addresses, Contact } from '../domain/contact.js';

const KeptAddresses = z.object({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() });

/** Ties an encrypted text to its place: moved to another correspondence it does not open. */
export function placeOf(correspondenceId: string, part: 'addresses' | 'secret'): string {
  return `correspondences/${correspondenceId}/${part}`;
}

/** The key that opens what is encrypted in this correspondence. @throws Refusal CONTACT_ERASED when it is gone. */
export async function readKey({ readKey: read }: Context, id: string, contact: Contact | null): Promise<string> {
  const wrappedKey = contact === null ? null : await read(keyIdOf(id, contact));
  if (wrappedKey === null) throw new Refusal('CONTACT_ERASED', 'The contact was erased.');
  return wrappedKey;
}

export function keyIdOf(id: string, { keyId = id }: Contact): string {
  return keyId;
}

/** @throws Refusal when the text was changed. */
export function readAddresses({ vault }: Context, id: string, contact: Contact, wrappedKey: string): Addresses {
  return KeptAddresses.parse(vault.decrypt(wrappedKey, placeOf(id, 'addresses'), contact.encryptedAddresses));
}

/** E.164. @throws Refusal PHONE_UNUSABLE */
export function mobileOf({ phone }: Addresses): string {
  const parsed = parsePhone(phone ?? '');
  if (!parsed.ok || !parsed.canReceiveSms) throw new Refusal('PHONE_UNUSABLE', 'The phone takes no texts.');
  return parsed.e164;
}
