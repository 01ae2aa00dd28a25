import { createHash } from 'node:crypto';
import type { Lifecycle, Log } from '@motcua/service-kit';
import type { Env } from './env.js';
import { createSpending, type SpendingStore } from './spending.js';
import { type Charge, createCharge } from './spending-headers.js';
import { createLocalSpendingStore, createSpendingStore } from './spending-store.js';

/** A database that is away is told of once in a while, not by every payer. */
const tellAgainMs = 30_000;

/** Charges of this gateway: in the database that all gateways share, or for itself where none is given. */
export function openCharge(env: Env, lifecycle: Lifecycle, log: Log, now: () => number): Charge {
  let toldAt = -Infinity;
  const spending = createSpending(storeOf(env, lifecycle, log), now, (error) => {
    if (performance.now() - toldAt < tellAgainMs) return;
    toldAt = performance.now();
    log.warn('spending is counted by this gateway alone, the database does not answer', { error });
  });
  return createCharge(spending, { viewer: env.COST_PER_MINUTE_VIEWER, address: env.COST_PER_MINUTE_ADDRESS });
}

function storeOf(env: Env, lifecycle: Lifecycle, log: Log): SpendingStore {
  if (env.MONGODB_URL === undefined) return createLocalSpendingStore();
  return createSpendingStore(env.MONGODB_URL, secretOf(env), lifecycle, log);
}

/** Every gateway has the same keys, so all hash a payer alike; nobody else can. */
function secretOf({ IDENTITY_PRIVATE_KEYS: { keys } }: Env): string {
  return createHash('sha256')
    .update(`spending ${JSON.stringify(keys[0])}`)
    .digest('base64url');
}
