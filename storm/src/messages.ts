import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { onEngines, printFigures, rounded, say, type ServiceUnderTest, startServiceUnderTest } from '@motcua/bench';
import type { TestBench } from '@motcua/service-kit/testing';
import { fileDossiers, type FiledDossier } from './messages/filed-dossiers.js';
import { openSinks, type Sinks } from './messages/sinks.js';
import { openMessageStore, type MessageStore } from './messages/store.js';
import { judge } from './messages/verdict.js';
import { startMovingClock, type MovingClock } from './moving-clock.js';

// npm run -s storm:messages [-- --messages 5000 --seed 1]
const { values } = parseArgs({
  options: { messages: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
});
/** Each dossier is told of by a text and a letter; two fifths of them in calm weather. */
const count = Math.floor(Number(values.messages) / 2);
const calmCount = Math.floor(count * 0.4);
const kills = 2;
/** Noon of a working day in Hanoi. */
const noon = new Date('2026-11-23T05:00:00.000Z');
const minuteMs = 60_000;
const patienceMs = 600_000;

const storm = {
  texts: {
    ...{ droppedPerMille: 15, silentPerMille: 15, wrongAnswerPerMille: 15, hangUpPerMille: 5, throttledPerMille: 60 },
    ...{ noReceiptPerMille: 50, doubledReceiptPerMille: 50, forgedReceiptPerMille: 50, contraryReceiptPerMille: 50 },
    slowestMs: 200,
  },
  letters: { cutBeforePerMille: 30, cutAfterPerMille: 30, busyPerMille: 60, lyingPerMille: 30, slowestMs: 200 },
};

say(`seed ${values.seed}`);
process.exitCode = await onEngines('notifications', run);

interface Stage {
  readonly bench: TestBench;
  readonly sinks: Sinks;
  readonly clock: MovingClock;
  readonly store: MessageStore;
  readonly startService: () => Promise<ServiceUnderTest>;
}

async function run(bench: TestBench): Promise<number> {
  const [sinks, clock] = await Promise.all([openSinks(4 * count), startMovingClock(noon)]);
  for (const outside of [sinks, clock]) bench.lifecycle.defer('an outside system', () => outside.close());
  const env = bench.env({ ...sinks.environment, CLOCK_URL: clock.url });
  const startService = () => startServiceUnderTest(env, 'notifications', 'error');
  const stage = { bench, sinks, clock, store: await openMessageStore(bench), startService };
  let service = await startService();
  bench.lifecycle.defer('the service', () => service.stop());
  const calm = await inCalm(stage, service);
  const filed = [...calm.filed];
  say('the storm …');
  await sinks.weather(storm, Number(values.seed));
  for (let portion = 0; portion <= kills; portion += 1) {
    filed.push(...(await filePortion(stage, filed.length, portion)));
    if (portion === kills) continue;
    await service.kill();
    service = await startService();
  }
  await settle(stage);
  const verdict = judge(filed, await stage.store.statuses(), await sinks.arrivals());
  report({ ...verdict, ...calm });
  return verdict.lost + verdict.doubled === 0 ? 0 : 1;
}

/** Honest and quick sinks: what waits for ten past twelve goes out all at once when the clock jumps there. */
async function inCalm({ bench, sinks, clock, store }: Stage, service: ServiceUnderTest) {
  say('calm …');
  const startedAt = Date.now();
  const filed = await fileDossiers(
    bench,
    { from: 0, count: calmCount },
    new Date(clock.now().getTime() + 20 * minuteMs),
  );
  await until(async () => (await store.correspondences()) === calmCount);
  const queuedPerSecond = perSecond(2 * calmCount, Date.now() - startedAt);
  const [jumpedAt, workedBefore] = [Date.now(), service.processorMs()];
  clock.jump(20 * minuteMs);
  await until(() => Promise.resolve(bench.seen('notification.v1').length >= 2 * calmCount));
  const processorMsEach = rounded((service.processorMs() - workedBefore) / (2 * calmCount), 2);
  const { texts, letters } = await sinks.arrivals();
  const lastAt = Math.max(...[...texts, ...letters].map(({ receivedAt }) => Date.parse(receivedAt)));
  const arrived = texts.length + letters.length;
  return { filed, queuedPerSecond, processorMsEach, perSecond: perSecond(arrived, lastAt - jumpedAt) };
}

/** Some more dossiers; resolves in the middle of telling them, with texts on their way. */
async function filePortion(
  { bench, clock, store }: Stage,
  from: number,
  portion: number,
): Promise<readonly FiledDossier[]> {
  const left = count - calmCount;
  const size = Math.floor(((portion + 1) * left) / (kills + 1)) - Math.floor((portion * left) / (kills + 1));
  const filed = await fileDossiers(bench, { from, count: size }, clock.now());
  // On a machine that is too quick for this, everything is over.
  const isMiddle = async () => (await store.textsUnderWay()) >= Math.min(16, size / 4);
  const isOver = async () => (await store.correspondences()) === from + size && (await store.waiting()) === 0;
  await until(async () => (await isMiddle()) || (await isOver()));
  return filed;
}

/** The clock goes on until nothing waits to be sent, and once more until providers were asked about missing receipts. */
async function settle({ clock, store }: Stage): Promise<void> {
  await until(async () => (await store.correspondences()) === count);
  while ((await store.waiting()) > 0) {
    await until(async () => (await store.waiting(clock.now())) === 0);
    say(`${String(await store.waiting())} still wait`);
    clock.jump(20 * minuteMs);
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it did not come to that in time');
    await pause(100);
  }
}

function perSecond(messages: number, tookMs: number): number {
  return rounded((messages * 1_000) / tookMs);
}

function report(
  found: Readonly<Record<string, unknown>> & ReturnType<typeof judge> & Awaited<ReturnType<typeof inCalm>>,
): void {
  const figure = (what: string, key: string, value: number, unit = '', most: number | null = null) => ({
    ...{ what, key, value, unit, most },
  });
  printFigures([
    figure('messages', 'messages', 2 * count),
    figure('arrived', 'sent', found.sent),
    figure('lost', 'lost', found.lost, '', 0),
    figure('doubled texts', 'doubled', found.doubled, '', 0),
    figure('texts that are known to be unknown', 'unknown', found.unknown),
    figure('of these arrived', 'unknownArrived', found.unknownArrived),
    figure('texts that the network denies', 'failed', found.failed),
    figure('letters that came twice', 'letterCopies', found.letterCopies),
    figure('the service was killed', 'kills', kills, '×'),
    figure('to honest sinks, at least 200', 'perSecond', found.perSecond, '/s'),
    figure('of the service for each, in processor time', 'processorMsEach', found.processorMsEach, 'ms'),
    figure('heard and kept', 'queuedPerSecond', found.queuedPerSecond, '/s'),
  ]);
}
