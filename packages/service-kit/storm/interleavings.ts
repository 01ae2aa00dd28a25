// npm run -s kit:interleavings -- --seeds 200 [--first 1] [--without "<guard>"]: random, seeded interleavings of writers,
// relays and consumers on real engines, cut off at every step and killed with SIGKILL; then counts what went wrong.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readTopic } from '@motcua/service-kit/kafka';
import { findEngines } from './engines-here.js';
import { allGuards } from './guards/all-guards.js';
import { runSeed, type SeedOutcome } from './interleave.js';
import { copyKit } from './kit-copy.js';
import { steps } from './life.js';
import { groupId } from './marbles.js';
import { openActor, openPlace } from './rig.js';
import { planSeed } from './seed-plan.js';
import { judgeTopic, noCounts, type Counts } from './verdict.js';
import { createVictims } from './victims.js';
import { startWorld } from './world.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    first: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '4' },
    without: { type: 'string' },
  },
});
const engines = await findEngines();
try {
  process.exitCode = values.without === undefined ? await runAll() : await runWithout(values.without);
} finally {
  await engines.stop();
}

/** The same with one guard taken out of the kit: it must be able to fail. */
async function runWithout(name: string): Promise<number> {
  const guard = allGuards.find((one) => one.guard === name);
  if (guard === undefined)
    throw new Error(`no guard is called "${name}": ${allGuards.map((one) => one.guard).join('; ')}`);
  const script = join(copyKit('without', guard), 'interleavings.js');
  const args = [script, '--seeds', values.seeds, '--first', values.first, '--lanes', values.lanes];
  const child = spawn(process.execPath, args, { env: engines.environment, stdio: 'inherit' });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

async function runAll(): Promise<number> {
  Object.assign(process.env, engines.environment);
  const startedAt = performance.now();
  const last = Number(values.first) + Number(values.seeds) - 1;
  let next = Number(values.first);
  const takeSeed = (): number | null => (next > last ? null : next++);
  const lanes = Array.from({ length: Number(values.lanes) }, (_, index) => runLane(`lane-${index}`, takeSeed));
  const outcomes = await Promise.all(lanes);
  return report(outcomes, Math.round((performance.now() - startedAt) / 1_000));
}

interface LaneOutcome {
  readonly seeds: readonly SeedOutcome[];
  readonly topic: Counts & { readonly deliveries: number; readonly distinct: number };
  readonly deadLetters: number;
}

async function runLane(name: string, takeSeed: () => number | null): Promise<LaneOutcome> {
  const place = await openPlace(name);
  const actor = await openActor(place);
  const world = await startWorld(actor);
  const victims = createVictims(place.unique);
  const seeds: SeedOutcome[] = [];
  for (let seed = takeSeed(); seed !== null; seed = takeSeed()) {
    const outcome = await runSeed(world, planSeed(seed), { victims, calmMs: 30_000 });
    seeds.push(outcome);
    const { kills, lost, doubled, outOfOrder } = outcome;
    const bad = lost + doubled + outOfOrder > 0;
    if (bad)
      console.log(
        `seed ${seed}: lost ${lost}, doubled ${doubled}, out of order ${outOfOrder}; cut off: ${kills.join(', ')}`,
      );
    else if (seed % 10 === 0) process.stderr.write(`seed ${seed} done\n`);
  }
  await world.close();
  const topic = await judgeTopic(actor, await readTopic(place.kafka, 'jar.v1'));
  const letters = await readTopic(place.kafka, `jar.v1.${groupId}.dead`);
  await actor.lifecycle.close();
  return { seeds, topic, deadLetters: letters.length };
}

function report(lanes: readonly LaneOutcome[], tookS: number): number {
  const seeds = lanes.flatMap((lane) => lane.seeds);
  const kills = seeds.flatMap((seed) => seed.kills);
  const total = noCounts();
  for (const counts of [...seeds, ...lanes.map((lane) => lane.topic)]) {
    for (const name of ['lost', 'doubled', 'outOfOrder'] as const) total[name] += counts[name];
  }
  // Nothing here is poison, so a dead letter is an event that lost its effect.
  for (const { deadLetters } of lanes) total.lost += deadLetters;
  const sum = (of: (lane: LaneOutcome) => number): number => lanes.reduce((all, lane) => all + of(lane), 0);
  console.table(
    Object.fromEntries(
      [...steps, 'SIGKILL' as const].map((step) => [step, { 'cut off': kills.filter((one) => one === step).length }]),
    ),
  );
  console.table({
    seconds: tookS,
    events: sum(({ topic }) => topic.distinct),
    'times delivered': sum(({ topic }) => topic.deliveries),
    ...total,
  });
  console.log(JSON.stringify({ seeds: seeds.length, kills: kills.length, ...total }));
  return total.lost + total.doubled + total.outOfOrder === 0 ? 0 : 1;
}
