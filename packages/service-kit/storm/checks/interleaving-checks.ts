import assert from 'node:assert/strict';
import { readTopic } from '@motcua/service-kit/kafka';
import type { Check } from '../check.js';
import { runSeed } from '../interleave.js';
import { withActor } from '../rig.js';
import { planSeed } from '../seed-plan.js';
import { judgeTopic } from '../verdict.js';
import { startWorld } from '../world.js';

const clean = { lost: 0, doubled: 0, outOfOrder: 0 };
const seeds = [1001, 1002, 1003, 1004, 1005, 1006];

export const interleavingsCheck = 'six seeds of interleavings with cuts at every step lose, double and reorder nothing';

export const interleavingChecks: readonly Check[] = [
  {
    name: interleavingsCheck,
    run: (place) =>
      withActor(place, async (actor) => {
        const world = await startWorld(actor);
        actor.lifecycle.defer('world', world.close);
        for (const seed of seeds) {
          const { lost, doubled, outOfOrder } = await runSeed(world, planSeed(seed), { victims: null, calmMs: 10_000 });
          assert.deepEqual({ lost, doubled, outOfOrder }, clean, `seed ${seed}`);
        }
        await world.close();
        const { lost, doubled, outOfOrder } = await judgeTopic(actor, await readTopic(place.kafka, 'jar.v1'));
        assert.deepEqual({ lost, doubled, outOfOrder }, clean, 'the topic');
      }),
  },
];
