import type { Mongo } from '@motcua/service-kit';
import { databaseOf } from '@motcua/service-kit/mongo';

/** Lets a look at the versions alone be answered from an index, without a document. */
export const changesIndex = { key: { version: 1 }, name: 'changes' } as const;

/**
 * Something cheap that is another text whenever anything was stored: how many facts each collection holds. Facts are only
 * ever added, so the sums never return to what they were.
 */
export function createChangeProbe(mongo: Mongo, collections: readonly string[]): () => Promise<string> {
  const factsIn = async (name: string): Promise<number> => {
    const rows = databaseOf(mongo).collection<{ readonly version: number }>(name);
    let facts = 0;
    const versions = rows.find({ version: { $gte: 1 } }, { projection: { _id: 0, version: 1 } });
    for await (const { version } of versions) facts += version;
    return facts;
  };
  return async () => (await Promise.all(collections.map(factsIn))).join(' ');
}
