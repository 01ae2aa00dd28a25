import { connectMongo } from '@motcua/service-kit';
import { databaseOf } from '@motcua/service-kit/mongo';
import type { TestBench } from '@motcua/service-kit/testing';

/** What the service itself believes of its messages. */
export interface MessageStore {
  /** How many correspondences have a message that is not over and due by then; all that are not over when absent. */
  waiting(dueBy?: Date): Promise<number>;
  correspondences(): Promise<number>;
  /** Texts that are being sent at this moment. */
  textsUnderWay(): Promise<number>;
  /** By message id. */
  statuses(): Promise<ReadonlyMap<string, string>>;
}

interface Row {
  readonly state: { readonly messages: readonly { readonly messageId: string; readonly status: string }[] };
}

export async function openMessageStore(bench: TestBench): Promise<MessageStore> {
  const mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
  const rows = databaseOf(mongo).collection<Row>('correspondences');
  return {
    async waiting(dueBy = new Date('9999-01-01T00:00:00.000Z')) {
      const counts = ['SMS', 'EMAIL'].map((channel) =>
        rows.countDocuments({ [`state.nextActionAt.${channel}`]: { $lte: dueBy } }),
      );
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    },
    correspondences: () => rows.countDocuments({}),
    textsUnderWay: () =>
      rows.countDocuments({ 'state.messages': { $elemMatch: { channel: 'SMS', status: 'CLAIMED' } } }),
    async statuses() {
      const found = await rows.find({}, { projection: { 'state.messages': 1 } }).toArray();
      return new Map(found.flatMap(({ state }) => state.messages.map((one) => [one.messageId, one.status] as const)));
    },
  };
}
