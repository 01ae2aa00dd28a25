import { decodeDocument, type Collection, type Mongo } from './mongo.js';
import type { Stored } from './aggregate-store.js';
import type { Fact, Recorded } from './pure.js';

/** One aggregate as MongoDB holds it. */
export interface AggregateRow {
  readonly _id: string;
  readonly version: number;
  readonly state: unknown;
  readonly facts: unknown[];
  /** How many facts were told to others, or become nothing others hear of; `facts.slice(relayed)` is the outbox. */
  readonly relayed: number;
  /** Since when something waits to be told (the system's clock); absent when nothing does. */
  readonly unrelayedSince?: Date;
}

export type Rows = Collection<AggregateRow>;

export function rowsOf(database: NonNullable<Mongo['db']>, name: string): Rows {
  return database.collection<AggregateRow>(name);
}

export function storedFrom<S, F extends Fact>(row: AggregateRow): Stored<S, F> {
  // The driver cannot know the types; this store alone writes the collection, always from values of these types.
  const { _id: id, version, relayed } = row;
  return { id, version, state: row.state as S, facts: row.facts as readonly Recorded<F>[], relayed };
}

/** How a list is read: what happened is two thirds of an aggregate, and a list seldom shows it. */
export const factsLeftRaw = { fieldsAsRaw: { facts: true } } as const;

/** As `storedFrom`, of a row read with `factsLeftRaw`: its facts are decoded once somebody asks for them. */
export function storedWithRawFacts<S, F extends Fact>({
  _id: id,
  version,
  state,
  facts: raw,
  relayed,
}: AggregateRow): Stored<S, F> {
  let decoded: readonly Recorded<F>[] | null = null;
  return {
    ...{ id, version, state: state as S, relayed }, // as above
    get facts() {
      decoded ??= raw.map((fact) => (fact instanceof Uint8Array ? decodeDocument(fact) : fact)) as Recorded<F>[]; // as above
      return decoded;
    },
  };
}
