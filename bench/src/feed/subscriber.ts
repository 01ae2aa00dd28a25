/**
 * A process that hears one topic and tells its parent of each event that it believes; feed/listener.ts starts it. It says
 * `listens`, `heard|<dossier>`, `verified|<dossier>` or `problem|<what>`.
 */
import { CloudEvent } from '@motcua/event-contracts';
import { IdentityPublicKeys, verifyPartnerSignature } from '@motcua/service-kit';
import { connectKafka, type IncomingMessage } from '@motcua/service-kit/kafka';

const { KAFKA_BROKERS = '', FEED_TOPIC = '', FEED_GROUP = '', FEED_TYPE = '', FEED_KEYS_URL = '' } = process.env;
const keys = FEED_KEYS_URL === '' ? null : IdentityPublicKeys.parse(await (await fetch(FEED_KEYS_URL)).json());
/** The last number of each dossier: what is missing on the feed shows as a gap. */
const numbers = new Map<string, number>();

const consumer = await connectKafka({ ...process.env, KAFKA_BROKERS }, 'bench-listener').openConsumer({
  ...{ groupId: FEED_GROUP, topics: [FEED_TOPIC], concurrency: 1 },
  onJoined: () => {
    tell('listens');
  },
  onCrash: (error) => {
    tell(`problem|${error.message}`);
  },
  async onBatch(batch) {
    for (const message of batch.messages) {
      hear(message);
      batch.resolve(message.offset);
    }
    await batch.commit();
  },
});
process.once('SIGTERM', () => {
  void consumer.close().finally(() => process.exit(0));
});

function hear(message: IncomingMessage): void {
  const event = CloudEvent.parse(JSON.parse(String(message.value)));
  const problem = keys === null ? null : problemOf(event, message, keys);
  if (problem !== null) tell(`problem|${event.id}: ${problem}`);
  else if (event.type === FEED_TYPE) tell(`${keys === null ? 'heard' : 'verified'}|${event.partitionkey}`);
}

function problemOf(event: CloudEvent, { value, headers }: IncomingMessage, known: IdentityPublicKeys): string | null {
  const header = (name: string): string => headers[name]?.toString() ?? '';
  const signature = {
    'motcua-signature': header('motcua-signature'),
    'motcua-key-id': header('motcua-key-id'),
  };
  const { id, time, partitionkey, feedsequence } = event;
  if (!verifyPartnerSignature(known, { id, time, body: value ?? Buffer.alloc(0) }, signature)) return 'not signed';
  const last = numbers.get(partitionkey) ?? 0;
  const number = Number(feedsequence);
  numbers.set(partitionkey, Math.max(last, number));
  return number > last + 1 ? `number ${number} comes after ${last}` : null;
}

function tell(said: string): void {
  process.send?.(said);
}
