import assert from 'node:assert/strict';
import { readTopic } from '@motcua/service-kit/kafka';
import { on, type OutgoingMessage } from '@motcua/service-kit';
import type { Check } from '../check.js';
import { countMarbles, groupId, JarSeen } from '../marbles.js';
import { eventually, openPublisher, openTally, withActor, type Place } from '../rig.js';
import { counted, marbleAdded } from './consumer-checks.js';

const good = marbleAdded('jar', 1);
const changed = (change: Readonly<Record<string, unknown>>): OutgoingMessage => {
  const event = JSON.parse(good.value?.toString() ?? '') as Record<string, unknown>; // an event we just wrote
  return { ...good, value: Buffer.from(JSON.stringify({ ...event, ...change })) };
};

const kinds: Readonly<Record<string, OutgoingMessage>> = {
  NOT_JSON: { ...good, value: Buffer.from('{"specversion":') },
  NOT_A_CLOUD_EVENT: { ...good, value: Buffer.from('{"hello":"world"}') },
  UNKNOWN_VERSION: changed({ type: 'vn.motcua.marble.added.v9' }),
  NOT_AS_CONTRACTED: changed({ data: { jarId: 'jar', colour: 7, marbles: 'many' } }),
  REFUSED: marbleAdded('jar', 1, 'black'),
};

const lettersOf = ({ kafka }: Place) => readTopic(kafka, `jar.v1.${groupId}.dead`);

/** Poison first, then a good event of the same jar: the good one must have its effect, the poison must be kept. */
function poisonCheck(reason: string, poison: OutgoingMessage): Check {
  return {
    name: `poison goes aside as it came and the rest goes on: ${reason}`,
    run: (place) =>
      withActor(place, async (actor) => {
        const publisher = openPublisher(actor);
        await publisher.send([poison, marbleAdded('jar', 2)]);
        await openTally(actor, publisher);
        await eventually('the good one counted', async () => (await counted(actor, 'jar')).length > 0, 6_000);
        assert.deepEqual(await counted(actor, 'jar'), [2]);
        const [letter, ...others] = await lettersOf(place);
        assert.equal(letter?.headers['motcua-dead-reason']?.toString(), reason);
        assert.deepEqual(letter.value, poison.value);
        assert.deepEqual([others, actor.exits], [[], []]);
      }),
  };
}

export const poisonChecks: readonly Check[] = [
  ...Object.entries(kinds).map(([reason, poison]) => poisonCheck(reason, poison)),
  {
    name: 'whoever must know of a dead letter is told before it is put aside, again and again until it worked',
    run: (place) =>
      withActor(place, async (actor) => {
        const publisher = openPublisher(actor);
        await publisher.send([changed({ data: {} }), marbleAdded('jar', 2)]);
        const told: string[] = [];
        await openTally(actor, publisher, {
          async onDeadLetter(_context, { message, reason, detail }) {
            assert.deepEqual(await lettersOf(place), []);
            told.push([message.topic, reason, detail.split(' ')[0]].join(' '));
            if (told.length === 1) throw new Error('cannot be told now');
          },
        });
        await eventually('the good one counted', async () => (await counted(actor, 'jar')).length > 0, 6_000);
        const once = 'jar.v1 NOT_AS_CONTRACTED jarId:invalid_type';
        assert.deepEqual(told, [once, once]);
        assert.equal((await lettersOf(place)).length, 1);
        assert.deepEqual(await counted(actor, 'jar'), [2]);
      }),
  },
  {
    name: 'a type nobody reacts to is ignored',
    run: (place) =>
      withActor(place, async (actor) => {
        const publisher = openPublisher(actor);
        await publisher.send([changed({ type: 'vn.motcua.jar.painted.v1' }), marbleAdded('jar', 2)]);
        await openTally(actor, publisher);
        await eventually('the good one counted', async () => (await counted(actor, 'jar')).length > 0);
        assert.deepEqual(await lettersOf(place), []);
      }),
  },
  {
    name: 'a letter that was sent again is for its group alone',
    run: (place) =>
      withActor(place, async (actor) => {
        const publisher = openPublisher(actor);
        const forOthers = { ...good, headers: { 'motcua-replay-for': 'another-group' } };
        const forUs = { ...marbleAdded('jar', 2), headers: { 'motcua-replay-for': groupId } };
        await publisher.send([forOthers, forUs]);
        await openTally(actor, publisher);
        await eventually('ours counted', async () => (await counted(actor, 'jar')).length > 0);
        assert.deepEqual(await counted(actor, 'jar'), [2]);
      }),
  },
  {
    name: 'an event on a topic that is not its own goes aside: who may write one topic does not speak for all',
    run: (place) =>
      withActor(place, async (actor) => {
        const publisher = openPublisher(actor);
        await publisher.send([{ ...good, topic: 'watch.v1' }]);
        const ignoresSightings = on(JarSeen, () => Promise.resolve());
        await openTally(actor, publisher, { reactions: [countMarbles, ignoresSightings] });
        const letters = () => readTopic(place.kafka, `watch.v1.${groupId}.dead`);
        await eventually('put aside', async () => (await letters()).length > 0, 6_000);
        const [letter] = await letters();
        assert.equal(letter?.headers['motcua-dead-reason']?.toString(), 'WRONG_TOPIC');
        assert.deepEqual(await counted(actor, 'jar'), []);
      }),
  },
];
