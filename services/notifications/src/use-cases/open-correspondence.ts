import type { DataOf, DossierSubmitted } from '@motcua/event-contracts';
import { causeOf, Refusal, type Received } from '@motcua/service-kit';
import { z } from 'zod';
import type { Context } from '../context.js';
import { judgeReach, type Addresses } from '../domain/contact.js';
import { correspondenceIdOf } from '../domain/correspondence-id.js';
import { learnContact } from '../domain/decisions.js';
import { newestVersion } from '../domain/templates.js';
import { placeOf } from './read-addresses.js';

const line = z.string().max(300);
const SealedContact = z.object({
  name: line.default(''),
  phone: line.nullish(),
  email: line.nullish(),
  language: z.enum(['vi', 'en']).default('vi'),
});

/** A dossier was submitted: its contact is opened, kept under a key of its own, and told that the dossier arrived. */
export async function openCorrespondence(
  { correspondences, opener, vault, templates }: Context,
  event: Received<DataOf<typeof DossierSubmitted>>,
): Promise<void> {
  const { dossierId, code, officeId, applicantKey, sealedContact } = event.data;
  const id = correspondenceIdOf(dossierId);
  const opened = SealedContact.safeParse(await opener.open(sealedContact));
  // Why it does not fit would quote what is in it.
  if (!opened.success) throw new Refusal('CONTACT_MALFORMED', 'The sealed contact is not a contact.');
  const { name, phone = null, email = null, language } = opened.data;
  const addresses: Addresses = { name, phone, email };
  const wrappedKey = vault.newDataKey();
  const contact = {
    ...{ language, wrappedKey, reach: judgeReach(addresses) },
    encryptedAddresses: vault.encrypt(wrappedKey, placeOf(id), addresses),
  };
  const notice = 'dossier-submitted';
  const welcome = { notice, templateVersion: newestVersion(templates, notice), values: {} } as const;
  const opening = { dossierId, dossierCode: code, officeId, applicantKey, contact, welcome };
  await correspondences.execute(id, causeOf(event), (state) => learnContact(state, opening, event.time));
}
