import { toCloudEvent, type AgencyName, type EventContract } from '@motcua/event-contracts';
import kafkajs from 'kafkajs';
import type { Kafka, Message, Producer } from 'kafkajs';
import type { Log } from '../log.js';
import { createInsist } from './insist.js';

/** The start of a step, by which its answers are named: given twice they are one event, to another start another. */
export interface Question {
  readonly dossierId: string;
  readonly stepKey: string;
  readonly startedBy: number;
  /** Id of the event that started it. */
  readonly questionId: string;
}

export interface Answers {
  /** Resolves when Kafka has it, however long that takes. A question has two answers: the first and the last. */
  send<Data>(
    contract: EventContract<Data>,
    question: Question,
    at: Date,
    which: 'FIRST' | 'LAST',
    more?: object,
  ): Promise<void>;
  close(): Promise<void>;
}

/**
 * One send after the other: two in flight on one connection may lose an acknowledged message when it breaks. After a
 * failure a new producer sends the same event again, with the same id.
 */
export function createAnswers(options: {
  readonly agency: AgencyName;
  readonly kafka: Kafka;
  readonly topic: string;
  readonly log: Log;
}): Answers {
  const { agency, kafka, topic, log } = options;
  const producer = replaceableProducer(kafka, topic);
  const stopping = new AbortController();
  const insist = createInsist(stopping.signal, (error) =>
    log.warn('an answer was not taken, trying again', { topic }, error),
  );
  let last: Promise<unknown> = Promise.resolve();
  return {
    async send(contract, question, at, which, more = {}) {
      const { dossierId, stepKey, startedBy, questionId } = question;
      const data = contract.schema.parse({ dossierId, stepKey, questionId, at: at.toISOString(), ...more });
      const sequence = startedBy * 2 + (which === 'FIRST' ? 0 : 1);
      const id = `${agency}/${dossierId}/${stepKey}/${sequence}`;
      const from = { source: `/agencies/${agency}`, subject: dossierId, key: dossierId, occurredAt: at };
      const message = toMessage(toCloudEvent(contract, data, { id, sequence, ...from }));
      last = last.then(() => insist(() => producer.send(message)));
      await last;
    },
    async close() {
      stopping.abort();
      await last;
      await producer.drop();
    },
  };
}

function replaceableProducer(kafka: Kafka, topic: string) {
  let producer: Producer | undefined;
  const drop = async (): Promise<void> => {
    const old = producer;
    producer = undefined;
    await old?.disconnect();
  };
  return {
    drop,
    async send(message: Message): Promise<void> {
      try {
        producer ??= kafka.producer({ ...carefully, createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
        await producer.connect();
        await producer.send({ topic, acks: -1, messages: [message] });
      } catch (error) {
        await drop();
        throw error;
      }
    },
  };
}

const carefully = { idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false } as const;

function toMessage(event: ReturnType<typeof toCloudEvent>): Message {
  const attributes = Object.entries(event).filter(([name]) => name !== 'data' && name !== 'datacontenttype');
  const repeated = attributes.map(([name, value]) => [`ce_${name}`, String(value)] as const);
  return {
    key: event.partitionkey,
    value: JSON.stringify(event),
    headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8', ...Object.fromEntries(repeated) },
  };
}
