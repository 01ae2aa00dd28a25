import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Contestants, startContestants } from './gateway/contestants.js';
import { ratios, type Rounds, tableOf } from './gateway/rounds.js';
import { checkAlike, measureMemory, measureRounds, measureTail, warmUp } from './gateway/measurements.js';
import { small, tracking } from './gateway/questions.js';
import { startIssuer } from './gateway/token-issuer.js';

// npm run -s bench:gateway [-- --rounds 5 --seconds 4 --requests 100000]
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    requests: { type: 'string', default: '100000' },
  },
});
const [rounds, seconds, requests] = [values.rounds, values.seconds, values.requests].map(Number);
if (rounds === undefined || seconds === undefined || requests === undefined) throw new Error('numbers are expected');

const stops: (() => Promise<void>)[] = [];
const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
const issuer = await startIssuer();
stops.push(() => issuer.close());
const figures = await (async () => {
  try {
    const tokens = await issuer.tokens(200);
    const contestants = await startContestants(folder, issuer, (stop) => void stops.push(stop));
    return await measure(contestants, tokens, { rounds, seconds, requests });
  } finally {
    for (const stop of stops.reverse()) await stop();
    rmSync(folder, { recursive: true });
  }
})();
console.log(JSON.stringify(figures)); // nothing that stops says anything behind it

async function measure(
  contestants: Contestants,
  tokens: readonly string[],
  given: { readonly rounds: number; readonly seconds: number; readonly requests: number },
): Promise<Readonly<Record<string, unknown>>> {
  const measured: Rounds[] = [];
  for (const question of [small, tracking]) {
    await checkAlike(contestants, question, tokens);
    await warmUp(contestants, question, tokens);
    const found = await measureRounds(contestants, { question, tokens, ...given });
    console.log(`${tableOf(question.name, found)}\n`);
    measured.push(found);
  }
  const alike = await measureRounds(contestants, { question: small, tokens, ...given, rounds: 2, alike: true });
  const tail = await measureTail(contestants, tokens, given.seconds);
  const memory = await measureMemory(contestants.ours, tokens, given.requests);
  console.log(
    `200 callers at once: ours p50 ${tail.ours.p50} ms, p99 ${tail.ours.p99} ms; stock p50 ${tail.stock.p50} ms, p99 ${tail.stock.p99} ms`,
  );
  console.log(`memory before and after ${given.requests} requests: ${memory.beforeMiB} and ${memory.afterMiB} MiB`);
  const [own, five, shared] = [...measured, alike].map(ratios);
  return {
    ...{ ratio: own?.ours.rate, cpuRatio: own?.ours.cpu, hiveRatio: own?.hive.rate, floorRatio: own?.floor.rate },
    ...{
      fiveSubgraphRatio: five?.ours.rate,
      fiveSubgraphCpuRatio: five?.ours.cpu,
      fiveSubgraphHiveRatio: five?.hive.rate,
      fiveSubgraphFloorRatio: five?.floor.rate,
    },
    ...{ hiveCpuRatio: own?.hive.cpu, floorCpuRatio: own?.floor.cpu, sharedRatio: shared?.ours.rate },
    ...{
      ratioSpread: own?.ours.rateSpread,
      cpuRatioSpread: own?.ours.cpuSpread,
      fiveSubgraphRatioSpread: five?.ours.rateSpread,
    },
    ...{ p99Ms: tail.ours.p99, stockP50Ms: tail.stock.p50, stockP99Ms: tail.stock.p99, ...memory },
  };
}
