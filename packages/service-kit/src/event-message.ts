import { toCloudEvent, type CloudEvent, type EventContract } from '@motcua/event-contracts';
import type { Stored } from './aggregate-store.js';
import type { OutgoingMessage } from './kafka-port.js';
import type { PartnerSigner } from './partner-signature.js';
import { sequenceOf, type Fact, type Recorded } from './pure.js';

/** One event a fact becomes, and where it goes. */
export interface Published {
  readonly contract: EventContract;
  readonly data: unknown;
  /** Decides the partition: the dossier id wherever there is one. */
  readonly key: string;
  /** When it is not the contract's own topic: a templated topic filled in, a partner's feed. */
  readonly topic?: string;
  /** On a partner's feed: which event of this aggregate it is there, from 1; counted from the stored facts alone. */
  readonly feedSequence?: number;
}

/** Typed constructor of `Published`, for `events/published.ts`. */
export function publish<D>(
  contract: EventContract<D>,
  data: D,
  to: Pick<Published, 'key' | 'topic' | 'feedSequence'>,
): Published {
  return { contract, data, ...to };
}

/**
 * The bytes on the wire: CloudEvents 1.0 structured JSON, the attributes repeated as `ce_…` headers; signed when it goes
 * to a partner. The same fact gives the same message each time.
 */
export function toMessage<S, F extends Fact>(
  published: Published,
  about: { readonly fact: Recorded<F>; readonly stored: Stored<S, F>; readonly source: string },
  signer: PartnerSigner | undefined,
): OutgoingMessage {
  const topic = published.topic ?? published.contract.topic;
  const event = toCloudEvent(published.contract, published.data, {
    id: about.fact.id,
    source: about.source,
    subject: about.stored.id,
    key: published.key,
    sequence: sequenceOf(about.fact.id),
    ...(published.feedSequence === undefined ? {} : { feedSequence: published.feedSequence }),
    occurredAt: about.fact.occurredAt,
    ...(about.fact.traceparent === undefined ? {} : { traceparent: about.fact.traceparent }),
  });
  const value = Buffer.from(JSON.stringify(event));
  return {
    topic,
    key: published.key,
    value,
    headers: { ...headersOf(event), ...signatureOf(topic, event, value, signer) },
  };
}

/** Every attribute of the event but its data. */
function headersOf(event: CloudEvent): Record<string, string> {
  const attributes = Object.entries(event).filter(([name]) => name !== 'data' && name !== 'datacontenttype');
  return {
    'content-type': 'application/cloudevents+json; charset=UTF-8',
    ...Object.fromEntries(attributes.map(([name, value]) => [`ce_${name}`, String(value)])),
  };
}

function signatureOf(
  topic: string,
  event: CloudEvent,
  value: Buffer,
  signer: PartnerSigner | undefined,
): Record<string, string> {
  if (!topic.startsWith('partner.')) return {};
  if (signer === undefined) throw new Error(`nothing goes to ${topic} unsigned, and no key to sign with was given`);
  return signer.sign({ id: event.id, time: event.time, body: value });
}
