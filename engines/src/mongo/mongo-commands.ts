import { setTimeout as delay } from 'node:timers/promises';

const PRIMARY_WITHIN_MS = 20_000;

/** Whether a MongoDB answers a ping within `withinMs`. Loads the driver only when called: it costs a fifth of a second. */
export async function answersPing(url: string, withinMs: number): Promise<boolean> {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(url, { serverSelectionTimeoutMS: withinMs, connectTimeoutMS: withinMs });
  try {
    await client.connect();
    await client.db('admin').command({ ping: 1 });
    return true;
  } catch (error) {
    // Refused, unknown host, wrong login, time-out: the driver's own errors all extend Error.
    if (error instanceof Error) return false;
    throw error;
  } finally {
    await client.close();
  }
}

/**
 * Makes a fresh `mongod --replSet rs0` a replica set of one and waits until it is primary; one that is a replica set
 * already is only waited for. `member` is the address at which the server reaches itself.
 */
export async function becomePrimary(url: string, member: string): Promise<void> {
  const { MongoClient, MongoServerError } = await import('mongodb');
  const client = new MongoClient(url, { serverSelectionTimeoutMS: PRIMARY_WITHIN_MS });
  try {
    const admin = client.db('admin');
    try {
      await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: member }] } });
    } catch (error) {
      if (!(error instanceof MongoServerError && error.codeName === 'AlreadyInitialized')) throw error;
    }
    const giveUpAt = Date.now() + PRIMARY_WITHIN_MS;
    while (Date.now() < giveUpAt) {
      const hello = await admin.command({ hello: 1 });
      if (hello['isWritablePrimary'] === true) return;
      // A server does not announce its own election to a client that asked directly.
      await delay(50);
    }
    throw new Error(`the replica set elected no primary within ${String(PRIMARY_WITHIN_MS / 1000)} s`);
  } finally {
    await client.close();
  }
}
