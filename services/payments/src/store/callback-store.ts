import { newId, type Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection } from '@motcua/service-kit/mongo';
import type { CallbackStore } from '../context.js';
import { gatherWrites } from './gathered-writes.js';

interface CallbackRow {
  readonly _id: string;
  readonly receivedAt: Date;
  readonly rawQuery: string;
  /** What we told the bank; absent when we broke off in between. */
  readonly answered?: string;
  readonly answeredAt?: Date;
}

type NotedAnswer = Required<Pick<CallbackRow, '_id' | 'answered' | 'answeredAt'>>;

const name = 'bank-callbacks';
/** Far more than the bank sends; anything longer is not its. */
const longestQuery = 4_096;

/** Every callback as it came, forged ones too: what was really said, when somebody disputes it. */
export async function openCallbackStore(mongo: Mongo): Promise<CallbackStore> {
  await ensureCollection(mongo, name, [{ key: { receivedAt: 1 } }]);
  const rows = databaseOf(mongo).collection<CallbackRow>(name);
  const insert = gatherWrites((kept: readonly CallbackRow[]) => rows.insertMany([...kept], { ordered: false }));
  const note = gatherWrites((noted: readonly NotedAnswer[]) =>
    rows.bulkWrite(
      noted.map(({ _id, ...answer }) => ({ updateOne: { filter: { _id }, update: { $set: answer } } })),
      { ordered: false },
    ),
  );
  return {
    async keep(rawQuery, receivedAt) {
      const _id = newId('ipn', receivedAt);
      await insert({ _id, receivedAt, rawQuery: rawQuery.slice(0, longestQuery) });
      return _id;
    },
    noteAnswer: (_id, answered, answeredAt) => note({ _id, answered, answeredAt }),
  };
}
