import type { Relay } from '@motcua/service-kit';
import { readTopic } from '@motcua/service-kit/kafka';
import { asked, putMarble } from './marbles.js';
import type { OwnEngines } from './own-engines.js';
import { eventually, openActor, openPlace, openPublisher, openRelay, openTally, type Actor } from './rig.js';
import { judgeTopic, type Counts } from './verdict.js';

export interface OutageOutcome extends Counts {
  readonly acknowledged: number;
  readonly acknowledgedDuringOutage: number;
  /** From the engine's return until everything was told and counted. */
  readonly calmAfterMs: number;
  readonly exits: number;
  /** Whether `/readyz` would have named the relay while the engine was gone. */
  readonly said: boolean;
}

/** Enough of them that none has more to tell than a dossier has. */
const jarIds = Array.from({ length: 60 }, (_, index) => `jar-${index}`);
const clientCount = 4;

/** Kills one engine for a while under clients that never stop asking, brings it back, waits for calm and counts. */
export async function runOutage(
  engines: OwnEngines,
  which: 'mongo' | 'kafka',
  seconds: number,
): Promise<OutageOutcome> {
  const actor = await openActor(await openPlace(`outage-${which}`, engines.environment));
  const publisher = openPublisher(actor);
  const relay = openRelay(actor, publisher);
  await openTally(actor, publisher);
  const acknowledged = new Set<string>();
  const stopping = new AbortController();
  const clients = Array.from({ length: clientCount }, (_, client) =>
    runClient(actor, client, acknowledged, stopping.signal),
  );
  await eventually('some are in', () => acknowledged.size > 40);
  const outage = await takeAway(engines[which], seconds, acknowledged, relay);
  const backAt = performance.now();
  const atReturn = acknowledged.size;
  await eventually('more are in', () => acknowledged.size > atReturn + 40, 60_000);
  stopping.abort();
  await Promise.all(clients);
  // Seldom asked: the answer is every fact of every jar.
  await eventually('all counted', () => isCalm(actor), 120_000, 500);
  const calmAfterMs = Math.round(performance.now() - backAt);
  const counts = await judge(actor, acknowledged);
  await actor.lifecycle.close();
  return {
    acknowledged: acknowledged.size,
    ...outage,
    calmAfterMs,
    exits: actor.exits.length,
    ...counts,
  };
}

async function takeAway(
  engine: OwnEngines['kafka'],
  seconds: number,
  acknowledged: ReadonlySet<string>,
  relay: Relay,
): Promise<Pick<OutageOutcome, 'acknowledgedDuringOutage' | 'said'>> {
  const before = acknowledged.size;
  await engine.kill();
  await sleep(seconds * 1_000);
  const acknowledgedDuringOutage = acknowledged.size - before;
  const said = await relay.check().then(
    () => false,
    () => true,
  );
  await engine.restart();
  return { acknowledgedDuringOutage, said };
}

/** One request after the other; one without an answer is asked again under its id. */
async function runClient(
  { jars }: Actor,
  client: number,
  acknowledged: Set<string>,
  stopping: AbortSignal,
): Promise<void> {
  for (let n = client; !stopping.aborted; n += clientCount) {
    const jarId = jarIds[n % jarIds.length] ?? '';
    const id = `${jarId}.${n}`;
    while (!acknowledged.has(id)) {
      const answered = await jars.execute(jarId, asked(id), putMarble('red')).then(
        () => true,
        () => false, // the database is gone; this client is why it will be asked again
      );
      if (answered) acknowledged.add(id);
      else await sleep(100);
    }
    await sleep(20);
  }
}

async function isCalm({ jars, tallies }: Actor): Promise<boolean> {
  const stored = await jars.findMany(jarIds);
  const counted = await tallies.findMany(jarIds);
  return stored.every((jar, index) => (counted[index]?.state.counted ?? 0) >= (jar?.version ?? 0));
}

async function judge(actor: Actor, acknowledged: ReadonlySet<string>): Promise<Counts> {
  const { lost, doubled, outOfOrder } = await judgeTopic(actor, await readTopic(actor.place.kafka, 'jar.v1'));
  const counts = { lost, doubled, outOfOrder };
  for (const jarId of jarIds) {
    const causes = ((await actor.jars.find(jarId))?.facts ?? []).map(({ causedBy }) => causedBy);
    const wanted = [...acknowledged].filter((id) => id.startsWith(`${jarId}.`));
    counts.lost += wanted.filter((id) => !causes.includes(`request:${id}`)).length;
    counts.doubled += causes.length - new Set(causes).size;
    const sequences = ((await actor.tallies.find(jarId))?.facts ?? []).map(({ sequence }) => sequence);
    counts.doubled += sequences.length - new Set(sequences).size;
    counts.lost += Math.max(0, causes.length - new Set(sequences).size);
    counts.outOfOrder += sequences.filter((sequence, index) => sequence !== index + 1).length;
  }
  return counts;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
