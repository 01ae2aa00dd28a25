import type { DataOf, DraftExpiryApproaching } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { draftCorrespondenceIdOf } from '../domain/correspondence-id.js';
import { remindOfDraft } from '../domain/decisions.js';
import { newestVersion } from '../domain/templates.js';
import { encryptContact, openContact } from './keep-contact.js';
import { keyIdOf, placeOf } from './read-addresses.js';

/**
 * A draft will be erased: whoever fills it in is told, by letter with a link that leads back to it. Each reminder has a key of
 * its own, because a draft that goes on may be reminded of again after the contact of this time was forgotten.
 */
export async function remindOfExpiry(
  context: Context,
  event: Received<DataOf<typeof DraftExpiryApproaching>>,
): Promise<void> {
  const { correspondences, dataKeys, vault, templates } = context;
  const { draftId, expiresAt, sealedContact } = event.data;
  const id = draftCorrespondenceIdOf(draftId);
  const keyId = `${id}.${String(event.sequence)}`;
  const opened = await openContact(context, sealedContact);
  await forgetOlder(context, id, keyId);
  const wrappedKey = await dataKeys.open(keyId);
  if (wrappedKey === null) return;
  const notice = 'draft-expiring';
  const reminder = {
    ...{ draftId, forgetAt: new Date(expiresAt) },
    contact: { ...encryptContact(context, id, opened, wrappedKey), keyId },
    notice: { notice, values: { expiresAt }, templateVersion: newestVersion(templates, notice) },
    encryptedSecret: opened.secret === null ? null : vault.encrypt(wrappedKey, placeOf(id, 'secret'), opened.secret),
  } as const;
  await correspondences.execute(id, causeOf(event), (state) => remindOfDraft(state, reminder, event.time));
}

async function forgetOlder({ correspondences, dataKeys, clock }: Context, id: string, keyId: string): Promise<void> {
  const stored = await correspondences.find(id);
  if (stored?.state.status !== 'DRAFT' || stored.state.contact === null) return;
  const olderId = keyIdOf(id, stored.state.contact);
  if (olderId !== keyId) await dataKeys.forget(olderId, clock.now());
}
