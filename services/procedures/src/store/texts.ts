import { createHash } from 'node:crypto';
import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';
import type { Texts } from '../context.js';

interface TextRow {
  /** SHA-256 of the text, hexadecimal. */
  readonly _id: string;
  readonly text: string;
}

const name = 'definition_texts';

/** Texts by their SHA-256: what a hash names never changes, and the same text is kept once. */
export async function openTextStore(mongo: Mongo): Promise<Texts> {
  await ensureCollection(mongo, name);
  const rows = databaseOf(mongo).collection<TextRow>(name);
  return {
    async keep(text) {
      const _id = hashOf(text);
      try {
        await rows.insertOne({ _id, text });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error; // kept before
      }
      return _id;
    },
    async read(hashes) {
      const found = new Map<string, string>();
      for await (const { _id, text } of rows.find({ _id: { $in: [...hashes] } })) {
        if (hashOf(text) !== _id) throw new Error(`the text ${_id} was changed`);
        found.set(_id, text);
      }
      return hashes.map((hash) => found.get(hash) ?? null);
    },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
