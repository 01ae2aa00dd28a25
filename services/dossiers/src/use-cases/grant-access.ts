import { derivedId, type AccessToken } from '@motcua/service-kit';
import type { Context } from '../context.js';

/** Who holds the token is the guest of that one draft or dossier; the same guest however often they are let in. */
export function grantAccess(
  { accessTokens }: Pick<Context, 'accessTokens'>,
  opens: string,
  livesMs: number,
): Promise<AccessToken> {
  return accessTokens.mint({ kind: 'guest', id: guestIdOf(opens), opens }, livesMs);
}

export function guestIdOf(opens: string): string {
  return derivedId('gst', opens);
}
