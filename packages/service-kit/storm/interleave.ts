import { Fault } from '@motcua/service-kit';
import { CutOff, type Step } from './life.js';
import { asked, isSeen, putMarble } from './marbles.js';
import { eventually } from './rig.js';
import type { PlannedRequest, SeedPlan } from './seed-plan.js';
import { judgeSeed, type Counts } from './verdict.js';
import type { Victims } from './victims.js';
import type { World } from './world.js';

export interface SeedOutcome extends Counts {
  readonly seed: number;
  /** Where somebody was cut off, or SIGKILL. */
  readonly kills: readonly (Step | 'SIGKILL')[];
}

/** Lets the requests of one seed loose on the world while it is being cut off, waits for calm, and counts. */
export async function runSeed(
  world: World,
  plan: SeedPlan,
  options: { readonly victims: Victims | null; readonly calmMs: number },
): Promise<SeedOutcome> {
  const kills: (Step | 'SIGKILL')[] = [];
  const acknowledged = new Set<string>();
  const pending = plan.cuts.map((cut) => ({ ...cut }));
  world.pause = () => sleep(plan.random() * 5);
  world.mayPass = (step) => {
    const due = pending.find((cut) => cut.step === step && (cut.occurrence -= 1) === 0);
    if (due === undefined) return true;
    pending.splice(pending.indexOf(due), 1);
    kills.push(step);
    return false;
  };
  const victimsKilled = options.victims?.release(plan, acknowledged) ?? Promise.resolve(0);
  await Promise.all(plan.clients.map((requests) => runClient(world, plan, requests, acknowledged)));
  for (let killed = await victimsKilled; killed > 0; killed -= 1) kills.push('SIGKILL');
  // Whoever is left works on in peace; what is not in order by the end of it never will be.
  await calm(world, plan, options.calmMs);
  world.mayPass = () => true;
  return { seed: plan.seed, kills, ...(await judgeSeed(world.actor, plan, acknowledged)) };
}

async function runClient(
  world: World,
  { random }: SeedPlan,
  requests: readonly PlannedRequest[],
  acknowledged: Set<string>,
): Promise<void> {
  for (const { id, jarId, colour } of requests) {
    while (!acknowledged.has(id)) {
      try {
        await world.ask(random() < 0.5 ? 0 : 1, jarId, asked(id, colour), putMarble(colour));
        acknowledged.add(id);
      } catch (error) {
        // No answer: the client asks again, with the same id, until there is one.
        if (!(error instanceof CutOff || error instanceof Fault)) throw error;
        await sleep(10);
      }
    }
  }
}

async function calm({ actor: { jars, tallies } }: World, { jarIds }: SeedPlan, deadlineMs: number): Promise<void> {
  const isCalm = async (): Promise<boolean> => {
    const stored = await jars.findMany(jarIds);
    const counted = await tallies.findMany(jarIds);
    return (
      stored.every((jar, index) => (counted[index]?.state.counted ?? 0) >= (jar?.facts.filter(isSeen).length ?? 0)) &&
      stored.every((jar) => jar === null || jar.relayed === jar.version)
    );
  };
  try {
    await eventually('calm', isCalm, deadlineMs);
  } catch {
    // Not calm in time: what is missing is counted as lost, by name, right after this.
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
