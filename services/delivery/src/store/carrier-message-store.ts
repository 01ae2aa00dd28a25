import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';
import type { CarrierMessage, CarrierMessages } from '../context.js';

interface MessageRow extends Omit<CarrierMessage, 'messageId'> {
  readonly _id: string;
  /** How often it came. */
  readonly times: number;
  /** TAKEN or the code it was refused with; absent when we broke off in between. */
  readonly outcome?: string;
}

const name = 'carrier_messages';

/** What the carrier really said, for when somebody disputes it. */
export async function openCarrierMessages(mongo: Mongo): Promise<CarrierMessages> {
  await ensureCollection(mongo, name, [{ key: { shipmentId: 1, receivedAt: 1 }, name: 'shipment' }]);
  const rows = databaseOf(mongo).collection<MessageRow>(name);
  return {
    async keep({ messageId: _id, ...message }) {
      try {
        await rows.insertOne({ _id, ...message, times: 1 });
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        await rows.updateOne({ _id }, { $inc: { times: 1 } });
        return (await rows.countDocuments({ _id, digest: message.digest }, { limit: 1 })) === 1;
      }
    },
    async noteOutcome(messageId, outcome) {
      await rows.updateOne({ _id: messageId }, { $set: { outcome } });
    },
  };
}
