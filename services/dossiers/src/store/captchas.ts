import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';
import type { SpentCaptchas } from '../context.js';

const name = 'spent_captchas';

interface SpentRow {
  readonly _id: string;
  readonly draftId: string;
  readonly expiresAt: Date;
}

/** The library accepts a solution again and again; that each is spent once is this collection's doing. */
export function createSpentCaptchaStore(mongo: Mongo): SpentCaptchas & { ready(): Promise<void> } {
  const rows = databaseOf(mongo).collection<SpentRow>(name);
  return {
    // Real time, as the challenges themselves: an expired one is refused before anybody looks here.
    ready: () => ensureCollection(mongo, name, [{ key: { expiresAt: 1 }, name: 'expiry', expireAfterSeconds: 3_600 }]),
    async spend(challengeId, draftId, expiresAt) {
      try {
        await rows.insertOne({ _id: challengeId, draftId, expiresAt });
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // The same draft again is a submission that was cut off and is repeated.
        return (await rows.countDocuments({ _id: challengeId, draftId }, { limit: 1 })) === 1;
      }
    },
  };
}
