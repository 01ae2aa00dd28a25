import { createPublicKey, type KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fieldsOf } from '../fields.js';

/** The platform's public keys by key id. */
export interface PartnerKeys {
  /** Asks the platform when the id is not known, because keys are exchanged; rejects when it cannot be asked. */
  find(kid: string): Promise<KeyObject | undefined>;
}

/** Made-up key ids are no way to flood the platform: whoever brings one waits this long for the next question. */
const askAgainAfterMs = 1_000;

export function createPartnerKeys(url: URL): PartnerKeys {
  let keys: ReadonlyMap<string, KeyObject> = new Map();
  let askedAt = -Infinity;
  return {
    async find(kid) {
      const found = keys.get(kid);
      if (found !== undefined) return found;
      await pause(Math.max(askedAt + askAgainAfterMs - performance.now(), 0));
      keys = await fetchKeys(url);
      askedAt = performance.now();
      return keys.get(kid);
    },
  };
}

async function fetchKeys(url: URL): Promise<ReadonlyMap<string, KeyObject>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`the keys cannot be read: HTTP ${response.status}`);
  const listed = fieldsOf(await response.json()).unknown('keys');
  return new Map(Array.isArray(listed) ? listed.map(toKey) : []);
}

function toKey(value: unknown): readonly [string, KeyObject] {
  const jwk = fieldsOf(value);
  const [kty, crv, x] = [
    jwk.text('kty', { pattern: /^OKP$/ }),
    jwk.text('crv', { pattern: /^Ed25519$/ }),
    jwk.text('x'),
  ];
  return [jwk.text('kid'), createPublicKey({ format: 'jwk', key: { kty, crv, x } })];
}
