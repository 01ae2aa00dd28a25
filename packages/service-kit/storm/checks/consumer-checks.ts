import assert from 'node:assert/strict';
import { toCloudEvent } from '@motcua/event-contracts';
import { on, type OutgoingMessage } from '@motcua/service-kit';
import type { Check } from '../check.js';
import { mortalKafka, startLife } from '../life.js';
import { countMarbles, MarbleAdded, type Tallies } from '../marbles.js';
import { eventually, openPublisher, openTally, withActor, type Actor } from '../rig.js';

/** The event that a jar would have told, as bytes. */
export function marbleAdded(jarId: string, sequence: number, colour = 'red'): OutgoingMessage {
  const addressed = { id: `${jarId}/${sequence}`, source: '/jars', subject: jarId, key: jarId, sequence };
  const data = { jarId, colour, marbles: sequence };
  const event = toCloudEvent(MarbleAdded, data, { ...addressed, occurredAt: new Date('2026-11-23T02:00:00Z') });
  return { topic: 'jar.v1', key: jarId, value: Buffer.from(JSON.stringify(event)), headers: {} };
}

export async function counted({ tallies }: Actor, jarId: string): Promise<readonly number[]> {
  return ((await tallies.find(jarId))?.facts ?? []).map(({ sequence }) => sequence);
}
const untilCounted = (actor: Actor, jarId: string, sequences: readonly number[]): Promise<void> =>
  eventually(`${jarId} counted`, async () => (await counted(actor, jarId)).length >= sequences.length);

export const consumerChecks: readonly Check[] = [
  {
    name: 'events that come three times and shuffled have one effect each',
    run: (place) =>
      withActor(place, async (actor) => {
        const publisher = openPublisher(actor);
        const events = [1, 1, 3, 2, 1, 3, 2, 2, 3].map((sequence) => marbleAdded('jar', sequence));
        await publisher.send(events);
        await openTally(actor, publisher);
        await publisher.send([marbleAdded('last', 1)]);
        await untilCounted(actor, 'jar', [1, 3, 2]);
        await untilCounted(actor, 'last', [1]);
        assert.deepEqual(await counted(actor, 'jar'), [1, 3, 2]);
      }),
  },
  {
    name: 'what a consumer had not finished when it died is heard by the next',
    run: async (place) => {
      await withActor(place, async (actor) => {
        const publisher = openPublisher(actor);
        await publisher.send([marbleAdded('jar', 1)]);
        const life = startLife();
        const dies = on(MarbleAdded, () => {
          life.end();
          return Promise.reject(new Error('cut off before the effect'));
        });
        await openTally(actor, publisher, { kafka: mortalKafka(life, place.kafka), reactions: [dies] });
        await life.over;
      });
      await withActor(place, async (actor) => {
        await openTally(actor, openPublisher(actor));
        await untilCounted(actor, 'jar', [1]);
      });
    },
  },
  {
    name: 'a passing fault is tried again in order, and the other partitions go on meanwhile',
    run: (place) =>
      withActor(place, async (actor) => {
        const publisher = openPublisher(actor);
        await publisher.send([marbleAdded('jar-a', 1), marbleAdded('jar-a', 2)]);
        let isBroken = true;
        let attempts = 0;
        const reaction = on(MarbleAdded, async (context: { readonly tallies: Tallies }, event) => {
          if (isBroken && event.data.jarId === 'jar-a') {
            attempts += 1;
            throw new TypeError('as a broken dependency may throw');
          }
          await countMarbles.react(context, event);
        });
        await openTally(actor, publisher, { reactions: [reaction] });
        await eventually('tried', () => attempts > 0);
        await publisher.send([marbleAdded('jar-c', 1)]);
        await untilCounted(actor, 'jar-c', [1]);
        await eventually('tried again', () => attempts > 1);
        assert.deepEqual(await counted(actor, 'jar-a'), []);
        isBroken = false;
        await untilCounted(actor, 'jar-a', [1, 2]);
        assert.deepEqual(await counted(actor, 'jar-a'), [1, 2]);
        assert.deepEqual(actor.exits, []);
      }),
  },
  {
    name: 'two consumers of one group share the work, and each event has one effect',
    run: (place) =>
      withActor(place, (one) =>
        withActor(place, async (other) => {
          const publisher = openPublisher(one);
          const jars = Array.from({ length: 12 }, (_, index) => `jar-${index}`);
          await openTally(one, publisher);
          for (const jar of jars) await publisher.send([marbleAdded(jar, 1)]);
          await openTally(other, openPublisher(other));
          for (const jar of jars) await publisher.send([marbleAdded(jar, 2)]);
          for (const jar of jars) await untilCounted(one, jar, [1, 2]);
          for (const jar of jars) assert.deepEqual(await counted(one, jar), [1, 2]);
        }),
      ),
  },
];
