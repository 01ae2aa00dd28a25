import { setTimeout as pause } from 'node:timers/promises';
import { createOpener, type Mongo } from '@motcua/service-kit';
import { databaseOf } from '@motcua/service-kit/mongo';
import type { TestBench } from '@motcua/service-kit/testing';
import type { StormedParcel } from './fates.js';

export const patienceMs = 300_000;

/** What the receivers were sent, by dossier; only notifications can open it. */
export async function codesOf(bench: TestBench): Promise<ReadonlyMap<string, string>> {
  const keys = bench.keys.sealingPrivateKeysOf('notifications');
  if (keys === undefined) throw new Error('nobody can open what goes to notifications');
  const opener = createOpener(keys);
  const codes = new Map<string, string>();
  for (const { type, key, data } of bench.seen('delivery.v1')) {
    if (type !== 'shipment.hand-over-code') continue;
    const { code } = (await opener.open(String(data['sealedCode']))) as { readonly code: string }; // what delivery seals
    codes.set(key, code);
  }
  return codes;
}

/** Until the awaited event came of every parcel, or time is over for all of them; meanwhile the clock is nudged. */
export async function toldOf(
  bench: TestBench,
  parcels: readonly StormedParcel[],
  typeOf: (parcel: StormedParcel) => string | null,
  nudge: () => void,
): Promise<void> {
  const [nudging, deadline] = [setInterval(nudge, 3_000), Date.now() + patienceMs];
  try {
    for (const parcel of parcels) {
      const awaited = typeOf(parcel);
      if (awaited === null) continue;
      const isIt = ({ key, type }: { key: string; type: string }) => key === parcel.dossierId && type === awaited;
      await bench.waitFor('delivery.v1', isIt, Math.max(1, deadline - Date.now())).catch((error: unknown) => {
        process.stderr.write(`${parcel.fate} ${parcel.taking}: ${String(error).slice(0, 200)}\n`);
      });
    }
  } finally {
    clearInterval(nudging);
  }
}

/** For what no event tells. */
export async function untilStored(mongo: Mongo, what: string, filter: object, count: number): Promise<void> {
  for (const deadline = Date.now() + patienceMs; ;) {
    const found = await databaseOf(mongo).collection('shipments').countDocuments(filter);
    if (found >= count) return;
    if (Date.now() > deadline) throw new Error(`${String(found)} of ${String(count)} ${what}`);
    await pause(200);
  }
}
