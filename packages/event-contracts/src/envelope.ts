import { z } from 'zod';
import { type EventContract, wireType } from './contract.js';
import { Id, Instant } from './values.js';

/**
 * CloudEvents 1.0 in structured JSON (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md),
 * with the `partitionkey`, `sequence`, `feedsequence` and `traceparent` extensions.
 * `id` is `<aggregate id>/<n>`, fixed when the fact was stored; `sequence` is n. `feedsequence` is on partner feeds alone: the
 * n-th event of this dossier to this agency, from 1 without a gap.
 */
export const CloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: Id,
  source: z.string().min(1),
  type: z.string().regex(/^vn\.motcua\.[a-z.-]+\.v\d+$/),
  subject: z.string().min(1),
  time: Instant,
  datacontenttype: z.literal('application/json'),
  dataschema: z.string().min(1),
  partitionkey: z.string().min(1),
  sequence: z.string().regex(/^\d+$/),
  feedsequence: z
    .string()
    .regex(/^[1-9]\d*$/)
    .optional(),
  traceparent: z.string().optional(),
  data: z.unknown(),
});
export type CloudEvent = z.infer<typeof CloudEvent>;

export interface Addressed {
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  readonly key: string;
  readonly sequence: number;
  readonly feedSequence?: number;
  readonly occurredAt: Date;
  readonly traceparent?: string;
}

/** Pure: the same input gives the same bytes, so an event sent twice is the same event. */
export function toCloudEvent<Data>(declared: EventContract<Data>, data: Data, addressed: Addressed): CloudEvent {
  return {
    specversion: '1.0',
    id: addressed.id,
    source: addressed.source,
    type: wireType(declared),
    subject: addressed.subject,
    time: addressed.occurredAt.toISOString(),
    datacontenttype: 'application/json',
    dataschema: `urn:motcua:schema:${declared.name}:v${declared.version}`,
    partitionkey: addressed.key,
    sequence: String(addressed.sequence),
    ...(addressed.feedSequence === undefined ? {} : { feedsequence: String(addressed.feedSequence) }),
    ...(addressed.traceparent === undefined ? {} : { traceparent: addressed.traceparent }),
    data: declared.schema.parse(data),
  };
}
