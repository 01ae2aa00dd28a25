import { derivedId, type Viewer } from '@motcua/service-kit';
import { normaliseDossierCode, parseDossierCode } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { accessCodeLivesMs, type AccessCodeChannel } from '../domain/access-request.js';
import { requireUuid } from '../domain/guest.js';
import { askingBy } from './asking.js';
import { stayWithin, stayWithinAddress } from './stay-within.js';

interface RequestAccessCode {
  readonly requestId: string;
  /** The dossier's, as typed. */
  readonly code: string;
  readonly channel: AccessCodeChannel;
}

/**
 * Stores the wish and answers; a timer looks for the dossier afterwards (send-access-codes.ts). So neither the answer nor
 * the time it takes nor what is stored tells whether there is such a dossier.
 */
export async function requestAccessCode(
  context: Pick<Context, 'accessRequests' | 'limits' | 'registerRequest' | 'vault' | 'clock'>,
  viewer: Viewer,
  address: string | null,
  { code: typed, ...input }: RequestAccessCode,
): Promise<{ readonly expiresAt: Date }> {
  requireUuid(input.requestId);
  const code = tidyCode(typed);
  const { cause, at } = askingBy(context, viewer, input.requestId, { ...input, code });
  const id = derivedId('acr', cause.id);
  const earlier = await context.accessRequests.find(id);
  if (earlier === null) {
    await stayWithinAddress(context, 'requestAccessCode/address', address);
    await stayWithin(context, 'requestAccessCode/code', code);
    await stayWithin(context, 'requestAccessCode/code-of-day', code);
  }
  await context.registerRequest(cause);
  if (earlier !== null) return { expiresAt: earlier.expiresAt };
  const expiresAt = new Date(at.getTime() + accessCodeLivesMs);
  await context.accessRequests.insert({
    ...{ id, channel: input.channel, requestedAt: at, expiresAt },
    ...{ typedKey: typedKeyOf(context, code), code: parseDossierCode(code) === null ? null : code },
    ...{ dossierId: null, attempts: 0, usedAt: null },
  });
  return { expiresAt };
}

export function tidyCode(typed: string): string {
  return normaliseDossierCode(typed.slice(0, 100));
}

export function typedKeyOf({ vault }: Pick<Context, 'vault'>, code: string): string {
  return vault.blindIndex('typed code', code);
}
