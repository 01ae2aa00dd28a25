// One process of the little world, started to be killed: `teller` stores and tells what it is asked, `tally` hears.
import { asked, putMarble } from './marbles.js';
import { findPlace, openActor, openPublisher, openRelay, openTally } from './rig.js';
import type { PlannedRequest } from './seed-plan.js';

const [unique = '', role = ''] = process.argv.slice(2);
const actor = await openActor(findPlace(unique));
const publisher = openPublisher(actor);
if (role === 'tally') await openTally(actor, publisher);
else openRelay(actor, publisher, { sweepEveryMs: 60 });
process.on('message', (request: PlannedRequest) => {
  const { id, jarId, colour } = request;
  // A rejection ends this process, which is what it is for.
  void actor.jars.execute(jarId, asked(id, colour), putMarble(colour)).then(() => process.send?.(id));
});
process.send?.('ready');
