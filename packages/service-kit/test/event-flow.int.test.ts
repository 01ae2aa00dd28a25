import { asked, putMarble } from '../storm/marbles.js';
import { eventually, openActor, openPlace, openPublisher, openRelay, openTally } from '../storm/rig.js';

describe('from a decision to its effect elsewhere', () => {
  it('tells every fact once and counts it once', async () => {
    const place = await openPlace('flow');
    const actor = await openActor(place);
    const publisher = openPublisher(actor);
    const relay = openRelay(actor, publisher);
    await openTally(actor, publisher);
    for (let n = 1; n <= 50; n += 1) await actor.jars.execute(`jar-${n % 5}`, asked(String(n)), putMarble('red'));
    await relay.idle();
    await eventually('all counted', async () => {
      const tallies = await actor.tallies.findMany(['jar-0', 'jar-1', 'jar-2', 'jar-3', 'jar-4']);
      return tallies.every((tally) => tally?.state.counted === 10);
    });
    await actor.lifecycle.close();
    expect(actor.exits).toEqual([]);
  });
});
