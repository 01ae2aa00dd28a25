import { databaseOf, type Mongo } from '@motcua/service-kit/mongo';

/** Every document of every collection as text, bytes (of files too) as latin1, so that nothing hides in an encoding. */
export async function dumpDatabase(mongo: Mongo): Promise<ReadonlyMap<string, string>> {
  const database = databaseOf(mongo);
  const names = (await database.listCollections().toArray()).map(({ name }) => name);
  const dump = new Map<string, string>();
  for (const name of names) {
    const documents = await database.collection(name).find({}).toArray();
    dump.set(name, documents.map((document) => textOf(document)).join('\n'));
  }
  return dump;
}

/** Names of the collections in which one of the texts stands. */
export function holding(dump: ReadonlyMap<string, string>, texts: readonly string[]): readonly string[] {
  return [...dump].filter(([, text]) => texts.some((wanted) => text.includes(wanted))).map(([name]) => name);
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Date) return value.toISOString();
  // A BSON binary holds its bytes in `buffer`.
  if ('buffer' in value && value.buffer instanceof Uint8Array) return textOf(value.buffer);
  return Object.entries(value)
    .map(([key, member]) => `${key}=${textOf(member)}`)
    .join(' ');
}
