import { randomUUID } from 'node:crypto';
import type { Mongo, Vault } from '@motcua/service-kit';
import { databaseOf, ensureCollection, GridFSBucket, type Collection } from '@motcua/service-kit/mongo';
import type { FileAbout, Files, KeptFile } from '../file-stores.js';
import { nextSweepAfter } from '../domain/attachment.js';
import { createFileUploads } from './file-uploads.js';

const bucketName = 'papers';

/** What GridFS keeps beside the bytes. Without the wrapped key it is a file being removed. */
interface Metadata extends Omit<KeptFile, 'id' | 'fileName'> {
  readonly wrappedKey?: string;
  readonly encryptedName: string;
  readonly scanAt: Date | null;
  readonly sweepAt: Date | null;
}

interface FileRow {
  readonly filename: string;
  readonly metadata: Metadata;
}

/** GridFS, encrypted; a file goes by a random name, never by what a person called it, and has a data key of its own. */
export function createFileStore(mongo: Mongo, vault: Vault): Files & { ready(): Promise<void> } {
  const rows: Collection<FileRow> = databaseOf(mongo).collection<FileRow>(`${bucketName}.files`);
  const uploads = createFileUploads(mongo, bucketName);
  return {
    ready: async () => Promise.all([makeReady(mongo), uploads.ready()]).then(() => undefined),
    async store(content, about) {
      const filename = `fil_${randomUUID()}`;
      const wrappedKey = vault.newDataKey();
      const metadata = { ...describe(filename, wrappedKey, about, vault) };
      await uploads.write(filename, vault.encryptStream(wrappedKey, bytesOf(filename), content), metadata, about.at);
      return filename;
    },
    dropUnfinished: (before, limit) => uploads.dropUnfinished(before, limit),
    ...changing(mongo, rows),
    ...reading(mongo, vault, rows),
  };
}

// The driver would make these at the first upload, a race on every engine.
async function makeReady(mongo: Mongo): Promise<void> {
  await ensureCollection(mongo, `${bucketName}.files`, [
    { key: { filename: 1, uploadDate: 1 }, name: 'filename_1_uploadDate_1' },
    { key: { 'metadata.cameFor': 1 }, name: 'cameFor' },
    { key: { 'metadata.scanAt': 1 }, name: 'scan' },
    { key: { 'metadata.sweepAt': 1 }, name: 'sweep' },
  ]);
  await ensureCollection(mongo, `${bucketName}.chunks`, [
    { key: { files_id: 1, n: 1 }, name: 'files_id_1_n_1', unique: true },
  ]);
}

type Changing = Pick<Files, 'note' | 'remove' | 'handOver'>;

function changing(mongo: Mongo, rows: Collection<FileRow>): Changing {
  const chunks = databaseOf(mongo).collection(`${bucketName}.chunks`);
  return {
    async note(filename, change) {
      const changes = Object.entries(change).map(([name, value]) => [`metadata.${name}`, value] as const);
      await rows.updateOne({ filename }, { $set: Object.fromEntries(changes) });
    },
    async remove(filename) {
      // Each part may be done again, or by two at once, and ends the same; the driver's own `delete` would fail for the second.
      await rows.updateOne({ filename }, { $unset: { 'metadata.wrappedKey': '', 'metadata.encryptedName': '' } });
      for await (const { _id } of rows.find({ filename })) {
        await chunks.deleteMany({ files_id: _id });
        await rows.deleteOne({ _id });
      }
    },
    async handOver(fileIds, dossierId) {
      if (fileIds.length === 0) return;
      const handed = { $set: { 'metadata.dossierId': dossierId, 'metadata.sweepAt': null } };
      await rows.updateMany({ filename: { $in: [...fileIds] } }, handed);
    },
  };
}

function reading(
  mongo: Mongo,
  vault: Vault,
  rows: Collection<FileRow>,
): Pick<Files, 'find' | 'open' | 'listOf' | 'listToScan' | 'listToSweep'> {
  const bucket = new GridFSBucket(databaseOf(mongo), { bucketName });
  return {
    async find(filename) {
      const row = await rows.findOne({ filename });
      return row === null ? null : toFile(row, vault);
    },
    async open(filename) {
      const row = await rows.findOne({ filename });
      const wrappedKey = row?.metadata.wrappedKey;
      if (wrappedKey === undefined) throw new Error(`there is no file ${filename}`);
      return vault.decryptStream(wrappedKey, bytesOf(filename), bucket.openDownloadStreamByName(filename));
    },
    async listOf(cameFor) {
      return (await rows.find({ 'metadata.cameFor': cameFor }).toArray()).map(({ filename }) => filename);
    },
    async listToScan(now, limit) {
      const due = rows
        .find({ 'metadata.scanAt': { $lte: now } })
        .sort({ 'metadata.scanAt': 1 })
        .limit(limit);
      return (await due.toArray()).flatMap((row) => toFile(row, vault) ?? []);
    },
    async listToSweep(now, limit) {
      const due = rows
        .find({ 'metadata.sweepAt': { $lte: now } })
        .sort({ 'metadata.sweepAt': 1 })
        .limit(limit);
      return (await due.toArray()).map(({ filename: id, metadata: { cameFor, dossierId } }) => ({
        id,
        cameFor,
        dossierId,
      }));
    },
  };
}

const bytesOf = (filename: string): string => `papers/${filename}`;
const nameOf = (filename: string): string => `papers/${filename}/name`;

function describe(filename: string, wrappedKey: string, { fileName, at, ...about }: FileAbout, vault: Vault): Metadata {
  return {
    ...about,
    ...{ wrappedKey, encryptedName: vault.encrypt(wrappedKey, nameOf(filename), fileName) },
    ...{ dossierId: null, sizeBytes: 0, state: 'RECEIVED', arrivedAt: at, scans: 0 },
    ...{ scanAt: null, sweepAt: nextSweepAfter(at) },
  };
}

/** Null for a file whose removal was cut off. */
function toFile({ filename: id, metadata }: FileRow, vault: Vault): KeptFile | null {
  const { wrappedKey, encryptedName, cameFor, dossierId, contentType, sizeBytes, state, arrivedAt, scans } = metadata;
  if (wrappedKey === undefined) return null;
  const fileName = String(vault.decrypt(wrappedKey, nameOf(id), encryptedName));
  return { id, cameFor, dossierId, contentType, fileName, sizeBytes, state, arrivedAt, scans };
}
