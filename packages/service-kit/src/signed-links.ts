import { timingSafeEqual } from 'node:crypto';
import type { Vault } from './vault.js';

/**
 * Links that serve a file for five minutes to whoever holds them; only the id and the end of life are in them. A link of one
 * kind never opens another.
 */
export interface SignedLinks<Kind extends string> {
  sign(kind: Kind, id: string, at: Date): string;
  /** Null when it is forged, changed, of another kind or over. */
  open(kind: Kind, token: string, at: Date): string | null;
}

const lifetimeMs = 5 * 60_000;
/** Ours are a third as long; what is longer is not even hashed. */
const longestToken = 300;

/** `<base64url of the id>.<end, milliseconds in base 36>.<HMAC>`; the HMAC's key follows the vault's index key. */
export function createSignedLinks<Kind extends string>(vault: Pick<Vault, 'blindIndex'>): SignedLinks<Kind> {
  const markOf = (kind: Kind, body: string): string => vault.blindIndex('link', `${kind}/${body}`);
  return {
    sign(kind, id, at) {
      const body = `${Buffer.from(id).toString('base64url')}.${(at.getTime() + lifetimeMs).toString(36)}`;
      return `${body}.${markOf(kind, body)}`;
    },
    open(kind, token, at) {
      if (token.length > longestToken) return null;
      const [id = '', end = '', mark = '', ...more] = token.split('.');
      if (more.length > 0 || !sameText(mark, markOf(kind, `${id}.${end}`))) return null;
      return Number.parseInt(end, 36) > at.getTime() ? Buffer.from(id, 'base64url').toString() : null;
    },
  };
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
