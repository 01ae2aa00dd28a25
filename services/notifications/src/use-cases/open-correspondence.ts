import type { DataOf, DossierSubmitted } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { correspondenceIdOf } from '../domain/correspondence-id.js';
import { learnContact } from '../domain/decisions.js';
import { newestVersion } from '../domain/templates.js';
import { encryptContact, openContact } from './keep-contact.js';

/** A dossier was submitted: its contact is opened, kept under a key of its own, and told that the dossier arrived. */
export async function openCorrespondence(
  context: Context,
  event: Received<DataOf<typeof DossierSubmitted>>,
): Promise<void> {
  const { dossierId, code, officeId, applicantKey, sealedContact } = event.data;
  const id = correspondenceIdOf(dossierId);
  const opened = await openContact(context, sealedContact);
  const wrappedKey = await context.dataKeys.open(id);
  // Erased since: the event came once more, e.g. out of the dead letters.
  if (wrappedKey === null) return;
  const contact = encryptContact(context, id, opened, wrappedKey);
  const notice = 'dossier-submitted';
  const welcome = { notice, templateVersion: newestVersion(context.templates, notice), values: {} } as const;
  const opening = { dossierId, dossierCode: code, officeId, applicantKey, contact, welcome };
  await context.correspondences.execute(id, causeOf(event), (state) => learnContact(state, opening, event.time));
}
