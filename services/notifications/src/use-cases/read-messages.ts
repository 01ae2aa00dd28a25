import { Refusal, type Viewer } from '@motcua/service-kit';
import { readerOf, type Context } from '../context.js';
import { maySeeMessages } from '../domain/access.js';
import type { Addresses, Contact } from '../domain/contact.js';
import { correspondenceIdOf } from '../domain/correspondence-id.js';
import type { OpenCorrespondence } from '../domain/correspondence.js';
import { hiddenAddress, maskEmail, maskPhone } from '../domain/mask-address.js';
import type { Message } from '../domain/message.js';
import { readAddresses } from './read-addresses.js';

export interface ShownMessage {
  readonly message: Message;
  /** Masked. */
  readonly to: string;
}

/** The messages about dossiers, newest first; null where there are none or they are not the viewer's to see. */
export async function readMessages(
  context: Context,
  viewer: Viewer,
  dossierIds: readonly string[],
): Promise<readonly (readonly ShownMessage[] | null)[]> {
  const reader = readerOf(viewer);
  const ids = dossierIds.map(correspondenceIdOf);
  const [found, keys] = await Promise.all([context.correspondences.findMany(ids), context.dataKeys.findMany(ids)]);
  return found.map((stored, index) => {
    if (stored === null || stored.state.status !== 'OPEN' || !maySeeMessages(reader, stored.state)) return null;
    return shown(stored.state, addressesOrNull(context, stored.id, stored.state.contact, keys[index] ?? null));
  });
}

function shown(state: OpenCorrespondence, addresses: Addresses | null): readonly ShownMessage[] {
  return [...state.messages].reverse().map((message) => ({ message, to: masked(message, addresses) }));
}

function masked({ channel }: Message, addresses: Addresses | null): string {
  if (addresses === null) return hiddenAddress;
  return channel === 'SMS' ? maskPhone(addresses.phone ?? '') : maskEmail(addresses.email ?? '');
}

/** An erased contact hides the address, not the message. */
function addressesOrNull(
  context: Context,
  id: string,
  contact: Contact | null,
  wrappedKey: string | null,
): Addresses | null {
  if (contact === null || wrappedKey === null) return null;
  try {
    return readAddresses(context, id, contact, wrappedKey);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
