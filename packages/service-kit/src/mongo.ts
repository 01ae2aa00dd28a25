/** The only module that imports mongoose: the connection, and what a service's `store/` needs to describe its documents. */
import mongoose, { type Connection, type mongo } from 'mongoose';
import type { Lifecycle } from './lifecycle.js';
import type { Log } from './log.js';

export { Schema } from 'mongoose';
export type { HydratedDocument, InferSchemaType, Model, QueryFilter, UpdateQuery } from 'mongoose';

/** Files in chunks, for papers and certificates: `new GridFSBucket(databaseOf(connection), { bucketName })`. */
export const { GridFSBucket } = mongoose.mongo;

/** An open connection to one service's database. */
export type Mongo = Connection;
export type Document = mongo.Document;

/** What the driver left as bytes. */
export function decodeDocument(bytes: Uint8Array): Document {
  return mongoose.mongo.BSON.deserialize(bytes);
}

export type Collection<Row extends Document> = mongo.Collection<Row>;

/** As MongoDB's createIndexes takes it, e.g. `{ key: { 'state.officeId': 1, 'state.status': 1 } }`. */
export type IndexSpec = mongo.IndexDescription;

/** Equality (or an operator document) by path. */
export type Filter = Readonly<Record<string, unknown>>;

/**
 * Opens the database named in the URL. A write is acknowledged when a majority has it in its journal. Collections and
 * indexes are created by `ensureCollection` before the first write and never by a model: the first insert into a missing
 * collection beside an index build is a race on every engine.
 */
export async function connectMongo(url: string, lifecycle: Lifecycle, log: Log): Promise<Mongo> {
  const connection = mongoose.createConnection(url, {
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    ignoreUndefined: true,
    maxPoolSize: 20,
    // Short, so that a caller hears about a lost database while still waiting; whoever may wait tries again.
    serverSelectionTimeoutMS: 5_000,
    socketTimeoutMS: 30_000,
    writeConcern: { w: 'majority', journal: true },
  });
  lifecycle.defer('mongo', () => connection.close());
  connection.on('error', (error: unknown) => {
    log.error('mongo connection', { error });
  });
  await connection.asPromise();
  return connection;
}

/** Rejects when the database does not answer; for `/readyz`. */
export async function pingMongo(connection: Mongo): Promise<void> {
  await databaseOf(connection).command({ ping: 1 });
}

/** The driver's own database, for what models do not do. */
export function databaseOf(connection: Mongo): mongo.Db {
  if (connection.db === undefined) throw new Error('the database connection is not open');
  return connection.db;
}

/** Makes sure that the collection and its indexes exist. Safe to run in two processes at once and again at every start. */
export async function ensureCollection(
  connection: Mongo,
  name: string,
  indexes: readonly IndexSpec[] = [],
): Promise<void> {
  try {
    await databaseOf(connection).createCollection(name);
  } catch (error) {
    if (codeOf(error) !== namespaceExists) throw error;
  }
  if (indexes.length > 0)
    await databaseOf(connection)
      .collection(name)
      .createIndexes([...indexes]);
}

/** True for a write that lost against a unique index. */
export function isDuplicateKey(error: unknown): boolean {
  return codeOf(error) === duplicateKey;
}

const namespaceExists = 48;
const duplicateKey = 11_000;

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
