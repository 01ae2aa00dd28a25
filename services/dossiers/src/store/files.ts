import { randomUUID } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, GridFSBucket } from '@motcua/service-kit/mongo';
import type { Files } from '../context.js';

const bucketName = 'papers';

/** GridFS; a file goes by a random name, never by what a person called it. The bytes are stored as they came. */
export function createFileStore(mongo: Mongo): Files & { ready(): Promise<void> } {
  const database = databaseOf(mongo);
  const bucket = new GridFSBucket(database, { bucketName });
  return {
    // The driver would make these at the first upload, a race on every engine.
    async ready() {
      await ensureCollection(mongo, `${bucketName}.files`, [
        { key: { filename: 1, uploadDate: 1 }, name: 'filename_1_uploadDate_1' },
        { key: { 'metadata.draftId': 1 }, name: 'draft' },
      ]);
      await ensureCollection(mongo, `${bucketName}.chunks`, [
        { key: { files_id: 1, n: 1 }, name: 'files_id_1_n_1', unique: true },
      ]);
    },
    async store(content, metadata) {
      const fileId = `fil_${randomUUID()}`;
      const upload = bucket.openUploadStream(fileId, { metadata });
      try {
        await writeAll(content, upload);
      } catch (error) {
        await upload.abort().catch((cause: unknown) => {
          throw new Error('an upload could not be undone', { cause: new AggregateError([error, cause]) });
        });
        throw error;
      }
      return fileId;
    },
    open: (fileId) => bucket.openDownloadStreamByName(fileId),
    async remove(fileId) {
      // Bytes first: cut off between the two, or done by two at once, it is done again and ends the same. The driver's own
      // `delete` would leave the bytes behind, and fail for the second of two.
      for await (const { _id } of bucket.find({ filename: fileId })) {
        await database.collection(`${bucketName}.chunks`).deleteMany({ files_id: _id });
        await database.collection(`${bucketName}.files`).deleteOne({ _id });
      }
    },
    async listOfDraft(draftId) {
      const found = await bucket.find({ 'metadata.draftId': draftId }).toArray();
      return found.map(({ filename }) => filename);
    },
  };
}

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
