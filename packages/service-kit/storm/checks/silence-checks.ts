import assert from 'node:assert/strict';
import type { Publisher } from '@motcua/service-kit';
import { readTopic } from '@motcua/service-kit/kafka';
import { databaseOf } from '@motcua/service-kit/mongo';
import type { Check } from '../check.js';
import { mortalMarks, startLife } from '../life.js';
import { asked, putMarble, type Jars } from '../marbles.js';
import { eventually, openPublisher, openRelay, withActor, type Actor, type Place } from '../rig.js';

const heard = async ({ kafka }: Place): Promise<readonly string[]> =>
  (await readTopic(kafka, 'jar.v1')).map(({ headers }) => headers['ce_id']?.toString() ?? '');

interface Marks {
  readonly version: number;
  readonly relayed: number;
  readonly unrelayedSince?: Date;
}
const rowsOf = ({ mongo }: Actor) => databaseOf(mongo).collection<Marks & { readonly _id: string }>('jars');
const isWaiting = async (actor: Actor): Promise<boolean> =>
  (await rowsOf(actor).findOne({ _id: 'jar' }))?.unrelayedSince !== undefined;
const allTold = (actor: Actor) => eventually('all told', async () => !(await isWaiting(actor)));
const relayedOf = async (actor: Actor) => (await rowsOf(actor).findOne({ _id: 'jar' }))?.relayed;

/** A relay that never gets round to telling, so that only writes mark anything. */
const openIdleRelay = (actor: Actor) =>
  openRelay(actor, { send: () => Promise.reject(new Error('no broker')) }, { sweepEveryMs: 60_000 });
const put = (jars: Jars, request: string, colour: string, from?: Parameters<Jars['execute']>[3]) =>
  jars.execute('jar', asked(request), putMarble(colour), from);

export const silenceChecks: readonly Check[] = [
  {
    name: 'what nobody hears of is told by being stored, and no relay looks at it',
    run: (place) =>
      withActor(place, async (actor) => {
        const relay = openIdleRelay(actor);
        const first = await put(actor.jars, '1', 'clear');
        const second = await put(actor.jars, '2', 'clear', first);
        await actor.jars.executeTogether([
          { id: 'jar', cause: asked('3'), decide: putMarble('clear'), from: second },
          { id: 'other', cause: asked('3'), decide: putMarble('clear') },
        ]);
        await relay.idle();
        await relay.check();
        assert.deepEqual([await relayedOf(actor), await isWaiting(actor)], [3, false]);
        assert.equal((await actor.jars.outbox.waiting()).count, 0);
      }),
  },
  {
    name: 'one fact that others hear of makes the whole write wait to be told',
    run: (place) =>
      withActor(place, async (actor) => {
        openIdleRelay(actor);
        await actor.jars.execute('jar', asked('1'), () => [...putMarble('red')(), ...putMarble('clear')()]);
        assert.deepEqual([await relayedOf(actor), await isWaiting(actor)], [0, true]);
        const from = await put(actor.jars, '2', 'clear');
        const both = ['clear', 'red'].map((colour) => ({
          id: 'jar',
          cause: asked(colour),
          decide: putMarble(colour),
          from,
        }));
        await actor.jars.executeTogether(both);
        openRelay(actor, openPublisher(actor));
        await allTold(actor);
        assert.deepEqual(await heard(place), ['jar/1', 'jar/5']);
      }),
  },
  {
    name: 'what nobody hears of never marks what waits before it',
    run: (place) =>
      withActor(place, async (actor) => {
        openIdleRelay(actor);
        const first = await put(actor.jars, '1', 'red');
        await put(actor.jars, '2', 'clear', first);
        await put(actor.jars, '3', 'clear');
        assert.deepEqual([await relayedOf(actor), await isWaiting(actor)], [0, true]);
        openRelay(actor, openPublisher(actor));
        await allTold(actor);
        assert.deepEqual(await heard(place), ['jar/1']);
        assert.equal(await relayedOf(actor), 3);
      }),
  },
  {
    name: 'what nobody hears of, decided on a reading that is stale, comes after what came meanwhile',
    run: (place) =>
      withActor(place, async (actor) => {
        openIdleRelay(actor);
        const read = await put(actor.jars, '1', 'clear');
        await put(actor.jars, '2', 'red', read);
        assert.equal((await put(actor.jars, '3', 'clear', read)).version, 3);
        assert.deepEqual([await relayedOf(actor), await isWaiting(actor)], [1, true]);
      }),
  },
  {
    name: 'what nobody hears of, stored between a send and its mark, leaves nothing untold and nothing waiting',
    run: async (place) => {
      await withActor(place, async (actor) => {
        const life = startLife((step) => step !== 'after mark');
        const publisher = openPublisher(actor);
        const addsMeanwhile: Publisher = {
          async send(messages) {
            await publisher.send(messages);
            await put(actor.jars, 'meanwhile', 'clear');
          },
        };
        const relay = openRelay(actor, addsMeanwhile, { store: mortalMarks(life, actor.jars), sweepEveryMs: 60_000 });
        await put(actor.jars, '1', 'red');
        await life.over;
        await relay.idle();
        assert.deepEqual([await relayedOf(actor), await isWaiting(actor)], [1, true]);
      });
      await withActor(place, async (actor) => {
        openRelay(actor, openPublisher(actor));
        await allTold(actor);
        assert.deepEqual([...new Set(await heard(place))], ['jar/1']);
        assert.equal(await relayedOf(actor), 2);
      });
    },
  },
  {
    name: 'a mark that comes between the reading and the writing of what nobody hears of loses neither',
    run: (place) =>
      withActor(place, async (actor) => {
        const relay = openRelay(actor, openPublisher(actor), { sweepEveryMs: 60_000 });
        const unmarked = await put(actor.jars, '1', 'red');
        await relay.idle();
        assert.equal(await relayedOf(actor), 1);
        await put(actor.jars, '2', 'clear', unmarked);
        await relay.idle();
        assert.deepEqual([await relayedOf(actor), await isWaiting(actor)], [2, false]);
        assert.deepEqual(await heard(place), ['jar/1']);
      }),
  },
  {
    name: 'a mark that comes late takes nothing back',
    run: (place) =>
      withActor(place, async (actor) => {
        openRelay(actor, openPublisher(actor), { sweepEveryMs: 60_000 });
        await put(actor.jars, '1', 'red');
        await allTold(actor);
        await put(actor.jars, '2', 'clear');
        // Another relay sent the first too, and was slow.
        await actor.jars.outbox.markTold('jar', { after: 0, upTo: 1 });
        assert.deepEqual([await relayedOf(actor), await isWaiting(actor)], [2, false]);
      }),
  },
  {
    name: 'what somebody set back to be told again is told again, whatever is stored or marked meanwhile',
    run: (place) =>
      withActor(place, async (actor) => {
        openRelay(actor, openPublisher(actor), { sweepEveryMs: 300 });
        await put(actor.jars, '1', 'red');
        await allTold(actor);
        const read = await actor.jars.find('jar');
        assert.ok(read !== null);
        const setBack = { $set: { relayed: 0, unrelayedSince: new Date(0) } };
        await rowsOf(actor).updateOne({ _id: 'jar' }, setBack);
        const next = await put(actor.jars, '2', 'clear', read);
        await put(actor.jars, '3', 'blue', { ...next, relayed: 2 });
        await allTold(actor);
        assert.equal(await relayedOf(actor), 3);
        assert.equal((await heard(place)).filter((id) => id === 'jar/1').length, 2);
      }),
  },
  {
    name: 'what is stored while something is being told is not the reason to tell that again',
    run: (place) =>
      withActor(place, async (actor) => {
        const publisher = openPublisher(actor);
        const reads: Awaited<ReturnType<typeof put>>[] = [];
        const addsMeanwhile: Publisher = {
          async send(messages) {
            await publisher.send(messages);
            for (const read of reads.splice(0)) await put(actor.jars, 'meanwhile', 'blue', read);
          },
        };
        const relay = openRelay(actor, addsMeanwhile, { sweepEveryMs: 60_000 });
        reads.push(await put(actor.jars, '1', 'red'));
        await relay.idle();
        assert.deepEqual(await heard(place), ['jar/1', 'jar/2']);
        assert.deepEqual([await relayedOf(actor), await isWaiting(actor)], [2, false]);
      }),
  },
];
