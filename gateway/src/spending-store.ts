import { createHmac } from 'node:crypto';
import type { Lifecycle, Log } from '@motcua/service-kit';
import { connectMongo, databaseOf, ensureCollection, type Mongo } from '@motcua/service-kit/mongo';
import type { SpendingStore } from './spending.js';

const collection = 'spending';
const keptMs = 120_000;
/** A database that is away is looked for again, but not by every request. */
const lookAgainMs = 5_000;
/** Longer than this nobody waits to hear what is left. */
const answerMs = 250;

interface Row {
  readonly _id: string;
  readonly taken: number;
  readonly until: Date;
}

/**
 * What payers have taken in each minute, in the database that all gateways share, for two minutes. Payers are told apart
 * by a keyed hash: neither addresses nor names are stored.
 */
export function createSpendingStore(url: string, secret: string, lifecycle: Lifecycle, log: Log): SpendingStore {
  const open = openAgain(() => openDatabase(url, lifecycle, log));
  return {
    async take({ budget, who }, minute, points) {
      const hash = createHmac('sha256', secret).update(`${budget.name} ${who}`).digest('base64url').slice(0, 22);
      const taking = open().then((mongo) =>
        databaseOf(mongo)
          .collection<Row>(collection)
          .findOneAndUpdate(
            { _id: `${minute} ${hash}` },
            { $inc: { taken: points }, $setOnInsert: { until: new Date(minute * 60_000 + keptMs) } },
            { upsert: true, returnDocument: 'after' },
          ),
      );
      const row = await within(answerMs, taking);
      if (row === null) throw new Error('the database took nothing');
      return row.taken;
    },
  };
}

/** In memory, for a gateway that has no database: it counts for itself. */
export function createLocalSpendingStore(): SpendingStore {
  let known = { minute: 0, taken: new Map<string, number>() };
  return {
    take({ budget, who }, minute, points) {
      if (known.minute !== minute) known = { minute, taken: new Map() };
      const key = `${budget.name} ${who}`;
      const taken = (known.taken.get(key) ?? 0) + points;
      known.taken.set(key, taken);
      return Promise.resolve(taken);
    },
  };
}

async function openDatabase(url: string, lifecycle: Lifecycle, log: Log): Promise<Mongo> {
  const mongo = await connectMongo(url, lifecycle, log);
  await ensureCollection(mongo, collection, [{ key: { until: 1 }, name: 'gone', expireAfterSeconds: 0 }]);
  return mongo;
}

function openAgain(open: () => Promise<Mongo>): () => Promise<Mongo> {
  let opening: Promise<Mongo> | null = null;
  return () => {
    opening ??= open().catch((error: unknown) => {
      setTimeout(() => (opening = null), lookAgainMs).unref();
      throw error;
    });
    return opening;
  };
}

async function within<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database does not answer in time')), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
