import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Figure, printFigures } from './figures.js';
import { startIssuer } from './gateway/token-issuer.js';
import { say } from './on-engines.js';
import { percentile, rounded } from './percentile.js';
import { startSurroundings, type Surroundings } from './subscriptions/measured-gateway.js';
import { openWatchers, type Watchers } from './subscriptions/watchers.js';

// npm run -s bench:subscriptions [-- --open 1000 --rounds 5]
const { values } = parseArgs({
  options: { open: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '5' } },
});
const [wanted, rounds] = [Number(values.open), Number(values.rounds)];
const patienceMs = 30_000;
/** Longer than the gateway takes to ask once more after a change. */
const calmMs = 4_000;

interface Heard {
  readonly delivered: number;
  readonly lost: number;
  /** From the event to each who was told. */
  readonly ms: readonly number[];
  /** From the event to the last one, of each round. */
  readonly lastMs: readonly number[];
}

const stops: (() => Promise<void>)[] = [];
const issuer = await startIssuer();
stops.push(() => issuer.close());
const figures = await (async () => {
  try {
    const around = await startSurroundings(issuer, (stop) => void stops.push(stop));
    return await measure(around, await issuer.tokens(wanted));
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
})();
printFigures(figures); // nothing that stops says anything behind them

async function measure(around: Surroundings, tokens: readonly string[]): Promise<readonly Figure[]> {
  const { gateway, held } = around;
  say('warming up …');
  await (await openWatchers(gateway.url, tokens.slice(0, 200), ownDossier)).close();
  await pause(calmMs);
  const before = await held();
  say(`opening ${wanted} …`);
  const together = await openWatchers(gateway.url, tokens, () => 'dos_everybody');
  const open = together.open();
  const holding = await held();
  const one = await hearRounds(around, together, async () => {
    const at = performance.now();
    await around.tell(['dos_everybody']);
    return () => at;
  });
  await together.close();
  const each = await openWatchers(gateway.url, tokens, ownDossier);
  const own = await hearRounds(around, each, () => tellEach(around));
  await each.close();
  await pause(calmMs);
  const after = await held();
  const bytesEach = Math.round((holding.bytes - before.bytes) / open);
  return [
    figure('open subscriptions', 'open', open),
    figure('answers delivered', 'delivered', one.delivered + own.delivered),
    { ...figure('lost', 'lost', one.lost + own.lost), most: 0 },
    figure('memory of each, its connection included', 'bytesEach', bytesEach, 'B'),
    ...times(`one event, ${open} watch it`, '', one),
    ...times(`${open} events at once, one watches each`, 'own', own),
    figure('the process before', 'beforeMiB', rounded(before.residentMiB), 'MiB'),
    figure('with all open', 'openMiB', rounded(holding.residentMiB), 'MiB'),
    figure('afterwards, all closed', 'afterMiB', rounded(after.residentMiB), 'MiB'),
    figure('kept of each', 'keptEach', Math.round((after.bytes - before.bytes) / open), 'B'),
  ];
}

function ownDossier(watcher: number): string {
  return `dos_${watcher}`;
}

/** One event for each watcher's own dossier. */
async function tellEach({ tell }: Surroundings): Promise<(watcher: number) => number> {
  const at = performance.now();
  await tell(Array.from({ length: wanted }, (_, watcher) => ownDossier(watcher)));
  return () => at;
}

async function hearRounds(
  { change }: Surroundings,
  watchers: Watchers,
  begin: () => Promise<(watcher: number) => number>,
): Promise<Heard> {
  const heard: (readonly number[])[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await pause(calmMs);
    await change();
    heard.push(await watchers.toldAfter(begin, patienceMs));
  }
  const ms = heard.flat();
  const lastMs = heard.map((each) => Math.max(...each));
  return { delivered: ms.length, lost: watchers.open() * rounds - ms.length, ms, lastMs };
}

function times(what: string, key: string, { ms, lastMs }: Heard) {
  const named = (name: string): string => (key === '' ? name : `${key}${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  return [
    figure(`${what}: p50`, named('p50Ms'), Math.round(percentile(ms, 0.5)), 'ms'),
    figure(`${what}: p99`, named('p99Ms'), Math.round(percentile(ms, 0.99)), 'ms'),
    figure(`${what}: the last, slowest round`, named('lastMs'), Math.round(Math.max(...lastMs)), 'ms'),
  ];
}

function figure(what: string, key: string, value: number, unit = '') {
  return { what, key, value, unit, most: null };
}
