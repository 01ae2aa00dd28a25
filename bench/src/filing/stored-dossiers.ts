import { randomBytes } from 'node:crypto';
import { newId } from '@motcua/service-kit';
import { databaseOf, type Document, type Mongo } from '@motcua/service-kit/mongo';

const batch = 1_000;
const perDay = 250;
const dayMs = 86_400_000;
/** Codes of the stored ones lie before anything the measurement makes. */
const firstDay = Date.UTC(2025, 6, 1);

/**
 * Fills the store up to `count` dossiers: copies of one that was really filed, each under its own id, code and blind
 * indexes, so that every index has the shape of a country's year.
 */
export async function storeDossiers(mongo: Mongo, pattern: string, count: number): Promise<void> {
  const rows = databaseOf(mongo).collection<Document & { _id: string }>('dossiers');
  const filed = await rows.findOne({ _id: pattern });
  if (filed === null) throw new Error(`there is no dossier ${pattern} to copy`);
  for (let from = 0; from < count; from += batch) {
    const copies = Array.from({ length: Math.min(batch, count - from) }, (__, n) => copyOf(filed, from + n));
    await rows.insertMany(copies, { ordered: false });
  }
}

function copyOf(row: Document, n: number): Document & { _id: string } {
  const day = new Date(firstDay + Math.floor(n / perDay) * dayMs);
  const code = `H26.153-${day.toISOString().slice(2, 10).replaceAll('-', '')}-${String((n % perDay) + 1).padStart(4, '0')}`;
  const facts = row['facts'] as readonly unknown[]; // the store's own document
  const state = { ...(row['state'] as object), code, ...unlike(row['state'] as object), status: statusOf(n) };
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

/** Five hundred are open at an office, as many as a busy one has; the rest are closed. */
function statusOf(n: number): string {
  return n % 200 === 0 ? 'SUBMITTED' : 'CLOSED';
}
