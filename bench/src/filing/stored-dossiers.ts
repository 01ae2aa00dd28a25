import { randomBytes } from 'node:crypto';
import { newId } from '@motcua/service-kit';
import { databaseOf, type Document, type Mongo } from '@motcua/service-kit/mongo';

const batch = 1_000;
const perDay = 250;
const dayMs = 86_400_000;
/** Codes of the stored ones lie before anything the measurement makes. */
const firstDay = Date.UTC(2025, 6, 1);

/** Every so manyth is open; the rest are closed. */
const openEvery = 200;

/**
 * Fills the store up to `count` dossiers: copies of some that were really filed, each under its own id, code and blind
 * indexes, so that every index has the shape of a country's year. Of 100,000, five hundred are open, as many as a busy
 * office has, `openAs` says how.
 */
export async function storeDossiers(
  mongo: Mongo,
  patterns: readonly string[],
  count: number,
  openAs: (nth: number) => object = () => ({}),
): Promise<readonly string[]> {
  const rows = databaseOf(mongo).collection<Document & { _id: string }>('dossiers');
  const filed = await Promise.all(patterns.map((_id) => rows.findOne({ _id })));
  const open: string[] = [];
  for (let from = 0; from < count; from += batch) {
    const copies = Array.from({ length: Math.min(batch, count - from) }, (__, at) => {
      const n = from + at;
      const nth = n / openEvery;
      const row = filed[(Number.isInteger(nth) ? nth : 0) % filed.length];
      if (row === undefined || row === null) throw new Error('there is nothing to copy');
      const copy = copyOf(row, n, Number.isInteger(nth) ? openAs(nth) : closed);
      if (Number.isInteger(nth)) open.push(copy._id);
      return copy;
    });
    await rows.insertMany(copies, { ordered: false });
  }
  return open;
}

const closed = { status: 'CLOSED', desk: null, waitsFor: [], deadline: null };

function copyOf(row: Document, n: number, standing: object): Document & { _id: string } {
  const day = new Date(firstDay + Math.floor(n / perDay) * dayMs);
  const code = `H26.153-${day.toISOString().slice(2, 10).replaceAll('-', '')}-${String((n % perDay) + 1).padStart(4, '0')}`;
  const facts = row['facts'] as readonly unknown[]; // the store's own document
  const filed = row['state'] as object;
  // Nothing about a copy is to be told to anybody or to ring.
  const quiet = { nextAlarmAt: null, national: { revision: 1, pending: false } };
  const state = { ...filed, ...quiet, code, ...unlike(filed), ...standing };
  const told = Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'unrelayedSince'));
  return { ...told, _id: newId('dos', day), state, relayed: facts.length };
}

/** Whatever looks people up is another person's. */
function unlike(state: object): object {
  const fresh = () => randomBytes(32).toString('base64url');
  const names = ['applicantKey', 'draftId', 'receiptKey', 'duplicateKeys', 'personKeys'];
  return Object.fromEntries(
    Object.entries(state)
      .filter(([name]) => names.includes(name))
      .map(([name, value]) => [name, Array.isArray(value) ? value.map(fresh) : fresh()]),
  );
}
