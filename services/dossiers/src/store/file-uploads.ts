import type { Readable, Writable } from 'node:stream';
import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, GridFSBucket, type Collection, type Document } from '@motcua/service-kit/mongo';

/** An upload under way; what a crash leaves of one is found by it. */
interface UploadRow {
  readonly filename: string;
  readonly filesId: unknown;
  readonly at: Date;
}

export interface FileUploads {
  ready(): Promise<void>;
  /** All of the content or nothing. */
  write(filename: string, content: Readable, metadata: Document, at: Date): Promise<void>;
  dropUnfinished(before: Date, limit: number): Promise<void>;
}

/** GridFS tells of a file when all of it is in; until then a row of ours does, or nobody would know of its chunks. */
export function createFileUploads(mongo: Mongo, bucketName: string): FileUploads {
  const database = databaseOf(mongo);
  const bucket = new GridFSBucket(database, { bucketName });
  const rows: Collection<UploadRow> = database.collection<UploadRow>(`${bucketName}.uploads`);
  return {
    ready: () => ensureCollection(mongo, `${bucketName}.uploads`, indexes),
    async write(filename, content, metadata, at) {
      const upload = bucket.openUploadStream(filename, { metadata });
      await rows.insertOne({ filename, filesId: upload.id, at });
      try {
        await writeAll(content, upload);
      } catch (error) {
        await upload.abort().catch((cause: unknown) => {
          throw new Error('an upload could not be undone', { cause: new AggregateError([error, cause]) });
        });
        await rows.deleteOne({ filename });
        throw error;
      }
      await rows.deleteOne({ filename });
    },
    async dropUnfinished(before, limit) {
      for await (const { _id, filename, filesId } of rows
        .find({ at: { $lt: before } })
        .sort({ at: 1 })
        .limit(limit)) {
        const finished = await database.collection(`${bucketName}.files`).countDocuments({ filename }, { limit: 1 });
        if (finished === 0) await database.collection(`${bucketName}.chunks`).deleteMany({ files_id: filesId });
        await rows.deleteOne({ _id });
      }
    },
  };
}

const indexes = [
  { key: { filename: 1 }, name: 'filename', unique: true },
  { key: { at: 1 }, name: 'at' },
];

/** One chunk after the other, so that nothing is still being written when a failed upload is undone. */
async function writeAll(content: Readable, upload: Writable): Promise<void> {
  // Each failure reaches the callback below; without a listener the stream would throw it a second time.
  upload.on('error', () => undefined);
  for await (const chunk of content) await done((then) => upload.write(chunk, then));
  await done((then) => upload.end(then));
}

function done(act: (then: (error?: Error | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    act((error) => {
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
  });
}
