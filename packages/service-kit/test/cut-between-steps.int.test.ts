import { listDeadLetters } from '../src/dead-letters.js';
import { marbleAdded } from '../storm/checks/consumer-checks.js';
import { runSeed } from '../storm/interleave.js';
import { steps, type Step } from '../storm/life.js';
import { eventually, openActor, openPlace, openPublisher, type Actor } from '../storm/rig.js';
import { planSeed } from '../storm/seed-plan.js';
import { startWorld, type World } from '../storm/world.js';

describe('cut off between any two steps', () => {
  let actor: Actor;
  let world: World;
  beforeAll(async () => {
    actor = await openActor(await openPlace('cut'));
    world = await startWorld(actor, 1);
  });
  afterAll(async () => {
    await world.close();
    await actor.lifecycle.close();
  });

  // The second time: the first may be before there is anything to lose.
  it.each(steps)(
    'nothing is lost, doubled or reordered when somebody dies %s',
    async (step) => {
      const plan = { ...planSeed(2_001 + steps.indexOf(step)), cuts: [{ step, occurrence: 2 }] };
      const outcome = await runSeed(world, plan, { victims: null, calmMs: 15_000 });
      expect(outcome).toMatchObject({ kills: [step], lost: 0, doubled: 0, outOfOrder: 0 });
    },
    30_000,
  );

  it.each<Step>(['before publish', 'after publish', 'before commit'])(
    'a dead letter is kept, once in the list, when its consumer dies %s',
    async (step) => {
      const jarId = `black-${step.replace(' ', '-')}`;
      let isCut = false;
      world.mayPass = (passed) => {
        const cut = passed === step && !isCut;
        isCut ||= cut;
        return !cut;
      };
      await openPublisher(actor).send([marbleAdded(jarId, 1, 'black'), marbleAdded(jarId, 2)]);
      await eventually('the next counted', async () => (await actor.tallies.find(jarId)) !== null);
      const letters = await listDeadLetters(actor.place.kafka);
      expect(letters.filter(({ message }) => message.key?.toString() === jarId)).toHaveLength(1);
      expect(isCut).toBe(true);
    },
    30_000,
  );
});
