import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';
import type { AccessRequests } from '../context.js';
import type { AccessRequest } from '../domain/access-request.js';

const name = 'access_requests';
const keptForSeconds = 86_400;

interface RequestRow extends Omit<AccessRequest, 'id'> {
  readonly _id: string;
  /** Absent once it was looked at. */
  readonly waitingSince?: Date;
  /** Real time, as the database's own clock removes old rows. */
  readonly storedAt: Date;
}

/** Intents to send a code; what is typed for no dossier is stored and looked at like what is typed for one. */
export function createAccessRequestStore(mongo: Mongo): AccessRequests & { ready(): Promise<void> } {
  const rows = databaseOf(mongo).collection<RequestRow>(name);
  return {
    ready: () => ensureCollection(mongo, name, indexes),
    async find(id) {
      const row = await rows.findOne({ _id: id });
      return row === null ? null : toRequest(row);
    },
    async insert({ id, ...request }) {
      try {
        await rows.insertOne({ _id: id, ...request, waitingSince: request.requestedAt, storedAt: new Date() });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async listWaiting(limit) {
      const waiting = rows.find({ waitingSince: { $gt: new Date(0) } });
      return (await waiting.sort({ waitingSince: 1 }).limit(limit).toArray()).map(toRequest);
    },
    async settle(id, dossierId) {
      await rows.updateOne({ _id: id }, { $set: { dossierId }, $unset: { waitingSince: '' } });
    },
    async attempt(typedKey, at) {
      const newest = { sort: { requestedAt: -1 }, returnDocument: 'after' } as const;
      const row = await rows.findOneAndUpdate({ typedKey, expiresAt: { $gt: at } }, { $inc: { attempts: 1 } }, newest);
      return row === null ? null : toRequest(row);
    },
    async use(id, at) {
      return (await rows.updateOne({ _id: id, usedAt: null }, { $set: { usedAt: at } })).matchedCount === 1;
    },
  };
}

const indexes = [
  { key: { typedKey: 1, requestedAt: -1 }, name: 'typed' },
  { key: { waitingSince: 1 }, name: 'waiting', sparse: true },
  { key: { storedAt: 1 }, name: 'age', expireAfterSeconds: keptForSeconds },
];

function toRequest({ _id: id, ...row }: RequestRow): AccessRequest {
  const { typedKey, code, channel, requestedAt, expiresAt, dossierId, attempts, usedAt } = row;
  return { id, typedKey, code, channel, requestedAt, expiresAt, dossierId, attempts, usedAt };
}
