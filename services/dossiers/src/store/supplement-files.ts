import type { Mongo, Vault } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey, type Collection } from '@motcua/service-kit/mongo';
import type { SupplementFilesStore } from '../file-stores.js';
import type { SupplementFiles } from '../domain/supplement-files.js';
import { toAttachmentRows, toAttachments, type AttachmentRow } from './attachment-rows.js';

const name = 'supplement_files';

interface Row extends Omit<SupplementFiles, 'id' | 'attachments'> {
  readonly _id: string;
  readonly wrappedKey: string;
  readonly attachments: readonly AttachmentRow[];
}

/** One document per supplement request that files came in for, with a data key of its own. */
export function createSupplementFilesStore(
  mongo: Mongo,
  vault: Vault,
): SupplementFilesStore & { ready(): Promise<void> } {
  const rows: Collection<Row> = databaseOf(mongo).collection<Row>(name);
  return {
    ready: () => ensureCollection(mongo, name, [{ key: { dossierId: 1 }, name: 'dossier' }]),
    async find(id) {
      const row = await rows.findOne({ _id: id });
      return row === null ? null : toFiles(row, vault);
    },
    async replace(files, revision) {
      if (revision === 0) return insert(rows, toRow(files, vault, vault.newDataKey()));
      const unchanged = { _id: files.id, revision };
      const current = await rows.findOne(unchanged, { projection: { wrappedKey: 1 } });
      if (current === null) return false;
      return (await rows.replaceOne(unchanged, toRow(files, vault, current.wrappedKey))).matchedCount === 1;
    },
    async removeOf(dossierId) {
      await rows.deleteMany({ dossierId });
    },
  };
}

async function insert(rows: Collection<Row>, row: Row): Promise<boolean> {
  try {
    await rows.insertOne(row);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

function toRow({ id, ...files }: SupplementFiles, vault: Vault, wrappedKey: string): Row {
  const attachments = toAttachmentRows(files.attachments, { vault, wrappedKey, place: placeOf(id) });
  return { ...files, _id: id, wrappedKey, attachments };
}

function toFiles({ _id: id, wrappedKey, ...row }: Row, vault: Vault): SupplementFiles {
  const attachments = toAttachments(row.attachments, { vault, wrappedKey, place: placeOf(id) });
  return { ...row, id, attachments };
}

const placeOf = (id: string): string => `supplement-files/${id}`;
