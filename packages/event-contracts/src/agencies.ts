import { z } from 'zod';
import { contract } from './contract.js';
import { Id, Instant } from './values.js';

/** Written by the agency alone (a Kafka ACL sees to that); the topic, not the body, says who speaks. */
const topic = 'agency-result.<agency>.v1';
const about = {
  dossierId: Id,
  stepKey: Id,
  at: Instant,
  /** Id of the `dossier.step-started` that is answered: an answer to a step that was started anew since is refused. */
  questionId: Id.optional(),
};
const sample = {
  dossierId: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D',
  stepKey: 'registerResidence',
  at: '2026-11-26T03:00:00.000Z',
  questionId: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D/7',
};

export const AgencyResultAccepted = contract({
  name: 'agency-result.accepted',
  topic,
  schema: z.object(about),
  sample,
});

export const AgencyResultCompleted = contract({
  name: 'agency-result.completed',
  topic,
  schema: z.object({ ...about, resultReference: z.string().max(60).optional() }),
  sample: { ...sample, resultReference: 'CT-2026-000123' },
});

export const AgencyResultRejected = contract({
  name: 'agency-result.rejected',
  topic,
  schema: z.object({ ...about, reasonCode: Id }),
  sample: { ...sample, reasonCode: 'MISSING_CONSENT' },
});

/**
 * What an agency said on its own topic was not taken, and why; told to that agency alone. `answerId` is the id of its event;
 * ids are as the agency gave them, null where it gave none.
 */
export const AgencyAnswerRefused = contract({
  name: 'agency-answer.refused',
  topic: 'partner.<agency>.v1',
  schema: z.object({
    dossierId: Id.nullable(),
    stepKey: Id.nullable(),
    answerId: Id.nullable(),
    reasonCode: Id,
    refusedAt: Instant,
  }),
  sample: {
    dossierId: sample.dossierId,
    stepKey: sample.stepKey,
    answerId: 'answer-1',
    reasonCode: 'STEP_NOT_OPEN',
    refusedAt: '2026-11-26T03:00:01.000Z',
  },
});
