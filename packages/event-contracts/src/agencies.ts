import { z } from 'zod';
import { contract } from './contract.js';
import { Id, Instant } from './values.js';

/** Written by the agency alone (a Kafka ACL sees to that); the topic, not the body, says who speaks. */
const topic = 'agency-result.<agency>.v1';
const about = { dossierId: Id, stepKey: Id, at: Instant };
const sample = {
  dossierId: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D',
  stepKey: 'registerResidence',
  at: '2026-11-26T03:00:00.000Z',
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
