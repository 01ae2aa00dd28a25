import { Refusal } from '@motcua/service-kit';
import { z } from 'zod';
import type { Context } from '../context.js';
import { judgeReach, type Addresses, type Contact } from '../domain/contact.js';
import { placeOf } from './read-addresses.js';

const line = z.string().max(300);
const SealedContact = z.object({
  name: line.default(''),
  phone: line.nullish(),
  email: line.nullish(),
  language: z.enum(['vi', 'en']).default('vi'),
  /** Leads to the draft; for a letter alone. */
  resumeUrl: z
    .url({ protocol: /^https?$/ })
    .max(1_000)
    .nullish(),
});
export type OpenedContact = Pick<Contact, 'language'> & {
  readonly addresses: Addresses;
  readonly secret: string | null;
};

/** Refused: CONTACT_MALFORMED, and what opening refuses. */
export async function openContact({ opener }: Context, sealedContact: string): Promise<OpenedContact> {
  const opened = SealedContact.safeParse(await opener.open(sealedContact));
  // Why it does not fit would quote what is in it.
  if (!opened.success) throw new Refusal('CONTACT_MALFORMED', 'The sealed contact is not a contact.');
  const { name, phone = null, email = null, language, resumeUrl = null } = opened.data;
  return { language, addresses: { name, phone, email }, secret: resumeUrl };
}

/** As it is kept: where somebody can be reached, and the addresses for nobody without the key. */
export function encryptContact(
  { vault }: Context,
  id: string,
  { language, addresses }: OpenedContact,
  wrappedKey: string,
): Contact {
  return {
    ...{ language, reach: judgeReach(addresses) },
    encryptedAddresses: vault.encrypt(wrappedKey, placeOf(id, 'addresses'), addresses),
  };
}
