import type { DataOf, DossierErased } from '@motcua/event-contracts';
import { causeOf, type Actor, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { correspondenceIdOf } from '../domain/correspondence-id.js';
import { eraseContact } from '../domain/decisions.js';
import { keyIdOf } from './read-addresses.js';

const mostAtOnce = 100;
const eraser: Actor = { kind: 'system', id: 'notifications' };

/** A dossier was erased: the key of its contact goes first, so that whatever breaks afterwards, nobody is written to. */
export async function eraseCorrespondence(
  { correspondences, dataKeys, clock }: Context,
  event: Received<DataOf<typeof DossierErased>>,
): Promise<void> {
  const id = correspondenceIdOf(event.data.dossierId);
  await dataKeys.forget(id, clock.now());
  await correspondences.execute(id, causeOf(event), (state) => eraseContact(state, clock.now()));
}

/** Contacts of drafts that are gone by now. */
export async function forgetDrafts({ correspondences, dataKeys }: Context, now: Date): Promise<void> {
  const gone = { 'state.forgetAt': { $lte: now } };
  const found = await correspondences.findWhere(gone, { sort: { 'state.forgetAt': 1 }, limit: mostAtOnce });
  for (const { id, state } of found) {
    if (state.status !== 'DRAFT' || state.contact === null) continue;
    const keyId = keyIdOf(id, state.contact);
    await dataKeys.forget(keyId, now);
    const cause = { id: `forget:${keyId}`, actor: eraser, at: now };
    await correspondences.execute(id, cause, (current) =>
      // A reminder that came meanwhile has another contact.
      current.status === 'DRAFT' && current.contact?.keyId === keyId ? eraseContact(current, now) : [],
    );
  }
}
