import assert from 'node:assert/strict';
import { publish, type OutgoingMessage, type Publisher } from '@motcua/service-kit';
import { readTopic } from '@motcua/service-kit/kafka';
import { databaseOf } from '@motcua/service-kit/mongo';
import type { Check } from '../check.js';
import { mortalMarks, startLife } from '../life.js';
import { asked, MarbleAdded, publishedOfJar, putMarble } from '../marbles.js';
import { judgeTopic } from '../verdict.js';
import { eventually, openPublisher, openRelay, withActor, type Place } from '../rig.js';

const heard = async ({ kafka }: Place): Promise<readonly string[]> =>
  (await readTopic(kafka, 'jar.v1')).map(({ headers }) => headers['ce_id']?.toString() ?? '');
const untold = async (place: Place): Promise<number> => {
  let count = 0;
  await withActor(place, async ({ jars }) => {
    ({ count } = await jars.outbox.waiting());
  });
  return count;
};

export const relayChecks: readonly Check[] = [
  {
    name: 'what is stored is told at once, without waiting for a sweep',
    run: (place) =>
      withActor(place, async (actor) => {
        const relay = openRelay(actor, openPublisher(actor), { sweepEveryMs: 60_000 });
        await actor.jars.execute('jar', asked('1'), putMarble('red'));
        await relay.idle();
        assert.deepEqual(await heard(place), ['jar/1']);
        assert.equal(await untold(place), 0);
      }),
  },
  {
    name: 'what was stored and never told is found by the sweep, also when the clock was wrong',
    run: (place) =>
      withActor(place, async (actor) => {
        await actor.jars.execute('jar', asked('1'), putMarble('red'));
        await actor.jars.execute('jar-of-tomorrow', asked('1'), putMarble('red'));
        const unrelayedSince = new Date(Date.now() + 86_400_000);
        const rows = databaseOf(actor.mongo).collection<{ readonly _id: string }>('jars');
        await rows.updateOne({ _id: 'jar-of-tomorrow' }, { $set: { unrelayedSince } });
        openRelay(actor, openPublisher(actor));
        await eventually('both told', async () => (await untold(place)) === 0);
        assert.deepEqual((await heard(place)).toSorted(), ['jar-of-tomorrow/1', 'jar/1']);
      }),
  },
  {
    name: 'what could not be sent is not marked as told',
    run: (place) =>
      withActor(place, async (actor) => {
        const broken: Publisher = { send: () => Promise.reject(new Error('no broker')) };
        const relay = openRelay(actor, broken, { sweepEveryMs: 60_000 });
        await actor.jars.execute('jar', asked('1'), putMarble('red'));
        await relay.idle();
        await assert.rejects(relay.check());
        assert.equal(await untold(place), 1);
      }),
  },
  {
    name: 'what is stored while something is being told is told too, even when the relay then dies',
    run: async (place) => {
      await withActor(place, async (actor) => {
        const life = startLife((step) => step !== 'after mark');
        const publisher = openPublisher(actor);
        const addsMeanwhile: Publisher = {
          async send(messages) {
            await publisher.send(messages);
            await actor.jars.execute('jar', asked('meanwhile'), putMarble('blue'));
          },
        };
        const relay = openRelay(actor, addsMeanwhile, { store: mortalMarks(life, actor.jars), sweepEveryMs: 60_000 });
        await actor.jars.execute('jar', asked('1'), putMarble('red'));
        await life.over;
        await relay.idle();
      });
      await withActor(place, async (actor) => {
        openRelay(actor, openPublisher(actor));
        await eventually('the second told', async () => new Set(await heard(place)).size === 2);
      });
    },
  },
  {
    name: 'an event that is sent twice is the same bytes, whatever happened in between',
    run: (place) =>
      withActor(place, async (actor) => {
        const sent: OutgoingMessage[] = [];
        const remembers: Publisher = { send: (messages) => Promise.resolve(void sent.push(...messages)) };
        const life = startLife((step) => step !== 'before mark');
        const relay = openRelay(actor, remembers, { store: mortalMarks(life, actor.jars), sweepEveryMs: 60_000 });
        await actor.jars.execute('jar', asked('1'), putMarble('red'));
        await relay.idle();
        await actor.jars.execute('jar', asked('2'), putMarble('blue'));
        openRelay(actor, remembers);
        await eventually('sent again', () => sent.length >= 3);
        const [first, again] = sent.filter(({ headers }) => headers['ce_id'] === 'jar/1');
        assert.deepEqual(again?.value?.toString(), first?.value?.toString());
      }),
  },
  {
    name: 'the events of one aggregate are on one partition in the order of their facts',
    run: (place) =>
      withActor(place, async (actor) => {
        for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) await actor.jars.execute('jar', asked(String(n)), putMarble('red'));
        openRelay(actor, openPublisher(actor));
        await eventually('all told', async () => (await untold(place)) === 0);
        const messages = await readTopic(place.kafka, 'jar.v1');
        assert.equal(new Set(messages.map(({ partition }) => partition)).size, 1);
        assert.deepEqual(
          messages.map(({ headers }) => headers['ce_sequence']?.toString()),
          ['1', '2', '3', '4', '5', '6', '7', '8'],
        );
      }),
  },
  {
    name: 'two relays over one outbox lose and reorder nothing',
    run: (place) =>
      withActor(place, (one) =>
        withActor(place, async (other) => {
          for (const actor of [one, other]) openRelay(actor, openPublisher(actor), { sweepEveryMs: 20 });
          const jarIds = ['a', 'b', 'c'];
          for (const n of [1, 2, 3, 4, 5]) {
            const writes = jarIds.map((jarId) => one.jars.execute(jarId, asked(String(n)), putMarble('red')));
            await Promise.all([...writes, other.jars.execute('a', asked(`other-${n}`), putMarble('blue'))]);
          }
          await eventually('all told', async () => (await untold(place)) === 0);
          const { lost, doubled, outOfOrder } = await judgeTopic(one, await readTopic(place.kafka, 'jar.v1'));
          assert.deepEqual({ lost, doubled, outOfOrder }, { lost: 0, doubled: 0, outOfOrder: 0 });
        }),
      ),
  },
  {
    name: 'one aggregate that cannot be told does not hold up the others, and nothing goes to a partner unsigned',
    run: (place) =>
      withActor(place, async (actor) => {
        const relay = openRelay(actor, openPublisher(actor), {
          published: (fact, stored) =>
            stored.id === 'watched'
              ? [
                  publish(
                    MarbleAdded,
                    { jarId: 'watched', colour: 'red', marbles: 1 },
                    { key: 'watched', topic: 'partner.jar-watch.v1' },
                  ),
                ]
              : publishedOfJar(fact, stored),
        });
        await actor.jars.execute('watched', asked('1'), putMarble('red'));
        await relay.idle();
        await relay.check();
        await actor.jars.execute('jar', asked('1'), putMarble('red'));
        await relay.idle();
        assert.deepEqual(await heard(place), ['jar/1']);
        assert.deepEqual(await readTopic(place.kafka, 'partner.jar-watch.v1'), []);
        assert.equal(await untold(place), 1);
      }),
  },
];
