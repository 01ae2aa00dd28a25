import { createAggregateStore, startPublisher, type Cause, type Decision } from '@motcua/service-kit';
import { createLifecycle } from '@motcua/service-kit';
import {
  CutOff,
  mortalKafka,
  mortalMarks,
  mortalPublisher,
  mortalWrites,
  startLife,
  type Life,
  type Step,
} from './life.js';
import { Jar, Tally, type JarState, type MarblePut } from './marbles.js';
import { openRelay, openTally, type Actor } from './rig.js';

/** Two processes that store and tell, two that hear, all mortal and each replaced when it is cut off. */
export interface World {
  readonly actor: Actor;
  /** Asks one of the two; rejects with CutOff when that one dies before it answers. */
  readonly ask: (teller: number, id: string, cause: Cause, decide: Decision<JarState, MarblePut>) => Promise<unknown>;
  /** Decides at each step of everybody who may be cut off there. */
  mayPass: (step: Step) => boolean;
  pause: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Mortal {
  readonly close: () => Promise<void>;
}

/** `hearing`: how many consumers; with one, nobody waits for another to notice that it is gone. */
export async function startWorld(actor: Actor, hearing = 2): Promise<World> {
  const closing = new AbortController();
  const world: Pick<World, 'mayPass' | 'pause'> = { mayPass: () => true, pause: () => Promise.resolve() };
  const newLife = (): Life =>
    startLife(
      (step) => world.mayPass(step),
      () => world.pause(),
    );
  const tellers = await Promise.all(
    [0, 1].map(() => keepAlive(closing.signal, newLife, (life) => startTeller(actor, life))),
  );
  const tallies = await Promise.all(
    Array.from({ length: hearing }).map(() => keepAlive(closing.signal, newLife, (life) => startTally(actor, life))),
  );
  return Object.assign(world, {
    actor,
    ask: (teller: number, id: string, cause: Cause, decide: Decision<JarState, MarblePut>) => {
      const asked = tellers[teller % tellers.length]?.current();
      return asked === undefined ? Promise.reject(new CutOff('restarting')) : asked.store.execute(id, cause, decide);
    },
    async close() {
      closing.abort();
      await Promise.all([...tellers, ...tallies].map((kept) => kept.close()));
    },
  });
}

/** Starts one, and another whenever it was cut off. `current` is undefined while it is being replaced. */
async function keepAlive<One extends Mortal>(
  closing: AbortSignal,
  newLife: () => Life,
  start: (life: Life) => Promise<One>,
): Promise<{ readonly current: () => One | undefined; readonly close: () => Promise<void> }> {
  let current: One | undefined;
  let replacing: Promise<void> = Promise.resolve();
  const next = async (): Promise<void> => {
    const life = newLife();
    const one = await start(life);
    current = one;
    void life.over.then(() => {
      current = undefined;
      replacing = one.close().then(() => (closing.aborted ? undefined : next()));
    });
  };
  await next();
  return {
    current: () => current,
    async close() {
      await replacing;
      await current?.close();
    },
  };
}

function ownLifecycle({ log }: Actor) {
  return createLifecycle(log, { exit: () => undefined });
}

function startTeller(actor: Actor, life: Life) {
  const lifecycle = ownLifecycle(actor);
  const store = createAggregateStore({ mongo: actor.mongo, aggregate: Jar });
  const mortal = mortalMarks(life, mortalWrites(life, store, ['before write', 'after write']));
  const publisher = startPublisher(actor.place.kafka, lifecycle, actor.log);
  openRelay({ ...actor, lifecycle }, mortalPublisher(life, publisher), { store: mortal, sweepEveryMs: 60 });
  return Promise.resolve({ store: mortal, close: () => lifecycle.close() });
}

async function startTally(actor: Actor, life: Life) {
  const lifecycle = ownLifecycle(actor);
  const store = createAggregateStore({ mongo: actor.mongo, aggregate: Tally });
  const tallies = mortalWrites(life, store, ['before effect', 'after effect']);
  const publisher = startPublisher(actor.place.kafka, lifecycle, actor.log);
  const kafka = mortalKafka(life, actor.place.kafka);
  await openTally({ ...actor, lifecycle }, mortalPublisher(life, publisher), { kafka, context: { tallies } });
  return { close: () => lifecycle.close() };
}
