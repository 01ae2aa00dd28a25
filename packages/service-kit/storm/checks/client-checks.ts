import assert from 'node:assert/strict';
import { Fault, startPublisher, type Kafka, type OutgoingMessage } from '@motcua/service-kit';
import type { IncomingBatch, KafkaProducer } from '@motcua/service-kit/kafka';
import type { Check } from '../check.js';
import { groupId } from '../marbles.js';
import { eventually, openPublisher, openTally, withActor, type Actor, type Place } from '../rig.js';
import { counted, marbleAdded } from './consumer-checks.js';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const notUsed = (): never => assert.fail('not used here');

/** A port whose producers are as given, the rest real. */
const withProducers = (kafka: Kafka, openProducer: () => KafkaProducer): Kafka => ({
  ...kafka,
  openProducer: () => Promise.resolve(openProducer()),
});

export const clientChecks: readonly Check[] = [
  {
    name: 'one send is in flight at a time, and what waits goes together',
    run: (place) =>
      withActor(place, async ({ lifecycle, log }) => {
        let inFlight = 0;
        let most = 0;
        const sends: number[] = [];
        const send = async (messages: readonly OutgoingMessage[]): Promise<void> => {
          sends.push(messages.length);
          inFlight += 1;
          most = Math.max(most, inFlight);
          await pause(20);
          inFlight -= 1;
        };
        const kafka = withProducers(place.kafka, () => ({ send, close: () => Promise.resolve() }));
        const publisher = startPublisher(kafka, lifecycle, log);
        await Promise.all([1, 2, 3, 4, 5].map((n) => publisher.send([marbleAdded('jar', n)])));
        assert.equal(most, 1);
        assert.deepEqual(sends, [1, 4]);
      }),
  },
  {
    name: 'after a rejected send comes a new producer',
    run: (place) =>
      withActor(place, async ({ lifecycle, log }) => {
        let opened = 0;
        const kafka = withProducers(place.kafka, () => {
          opened += 1;
          const isFirst = opened === 1;
          const send = (): Promise<void> => (isFirst ? Promise.reject(new Error('gone')) : Promise.resolve());
          return { send, close: () => Promise.resolve() };
        });
        const publisher = startPublisher(kafka, lifecycle, log);
        await assert.rejects(publisher.send([marbleAdded('jar', 1)]), /gone/);
        await publisher.send([marbleAdded('jar', 1)]);
        assert.equal(opened, 2);
      }),
  },
  {
    name: 'a message to a topic that is not there fails alone and at once',
    run: (place) =>
      withActor(place, async (actor) => {
        const publisher = openPublisher(actor);
        await publisher.send([marbleAdded('jar', 1)]);
        const startedAt = performance.now();
        const lost = publisher.send([{ ...marbleAdded('jar', 2), topic: 'nowhere.v1' }]);
        const found = publisher.send([marbleAdded('jar', 3)]);
        await assert.rejects(lost, (error) => error instanceof Fault && error.code === 'TOPIC_MISSING');
        await found;
        assert.ok(performance.now() - startedAt < 2_000);
      }),
  },
  {
    name: 'a bare TypeError in a batch does not end the consumer',
    run: (place) =>
      withActor(place, async (actor) => {
        await openPublisher(actor).send([marbleAdded('jar', 1)]);
        let batches = 0;
        const crashes: Error[] = [];
        const consumer = await place.kafka.openConsumer({
          ...{ groupId, topics: ['jar.v1'], concurrency: 1, onCrash: (error: Error) => void crashes.push(error) },
          onBatch: () => {
            batches += 1;
            return batches === 1 ? Promise.reject(new TypeError('a mistake')) : Promise.resolve();
          },
        });
        actor.lifecycle.defer('consumer', () => consumer.close());
        await eventually('heard again', () => batches > 1, 5_000);
        assert.deepEqual(crashes, []);
      }),
  },
  {
    name: 'a client that gave up for good says so',
    run: (place) =>
      withActor(place, async (actor) => {
        await openPublisher(actor).send([marbleAdded('jar', 1)]);
        const crashes: Error[] = [];
        const givesUp = Object.assign(new Error('for good'), { name: 'KafkaJSNonRetriableError', retriable: false });
        const consumer = await place.kafka.openConsumer({
          ...{ groupId, topics: ['jar.v1'], concurrency: 1, onCrash: (error: Error) => void crashes.push(error) },
          onBatch: () => Promise.reject(givesUp),
        });
        actor.lifecycle.defer('consumer', () => consumer.close());
        await eventually('the crash is told', () => crashes.length === 1, 5_000);
      }),
  },
  {
    name: 'a consumer that gave up ends the process with exit code 1',
    run: (place) =>
      withActor(place, async (actor) => {
        let giveUp: (error: Error) => void = notUsed;
        const openConsumer: Kafka['openConsumer'] = ({ onCrash }) => {
          giveUp = onCrash;
          return Promise.resolve({ close: () => Promise.resolve() });
        };
        await openTally(actor, { send: notUsed }, { kafka: { ...place.kafka, openConsumer } });
        giveUp(new Error('for good'));
        assert.deepEqual(actor.exits, [1]);
      }),
  },
  {
    name: 'a consumer that stands still before waiting messages ends the process with exit code 1',
    run: (place) =>
      withActor(place, async (actor) => {
        await openPublisher(actor).send([marbleAdded('jar', 1)]);
        await openTally(actor, { send: notUsed }, { kafka: standingStill(place), stallAfterMs: 600 });
        await eventually('the process ends', () => actor.exits.length > 0, 5_000);
        assert.equal(actor.exits[0], 1);
      }),
  },
  {
    name: 'a slow reaction keeps its membership by heartbeats',
    run: (place) => withActor(place, (actor) => slowReaction(place, actor)),
  },
];

/** Joined, and then never a message. */
function standingStill({ kafka }: Place): Kafka {
  return {
    ...kafka,
    openConsumer({ onJoined }) {
      onJoined?.({ 'jar.v1': [0, 1, 2] });
      return Promise.resolve({ close: () => Promise.resolve() });
    },
  };
}

async function slowReaction({ kafka }: Place, actor: Actor): Promise<void> {
  let beats = 0;
  let onBatch: (batch: IncomingBatch) => Promise<void> = notUsed;
  const openConsumer: Kafka['openConsumer'] = (options) => {
    ({ onBatch } = options);
    return Promise.resolve({ close: () => Promise.resolve() });
  };
  const tallies = { ...actor.tallies, execute: () => pause(2_500).then(notUsed) };
  await openTally(actor, { send: notUsed }, { kafka: { ...kafka, openConsumer }, context: { tallies } });
  const { value, key } = marbleAdded('jar', 1);
  const place = { topic: 'jar.v1', partition: 0 };
  const message = { ...place, offset: '0', key: Buffer.from(key), value, headers: {}, timestamp: new Date() };
  await onBatch({
    ...place,
    messages: [message],
    resolve: () => undefined,
    commit: () => Promise.resolve(),
    heartbeat: () => Promise.resolve(void (beats += 1)),
    pause: () => () => undefined,
    isCurrent: () => true,
  });
  assert.ok(beats > 0, 'no heartbeat while it ran');
  assert.deepEqual(await counted(actor, 'jar'), []);
}
