// npm run -s kit:guards: takes each guard out of a copy of the built kit; the check named for it must turn red.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findEngines } from './engines-here.js';
import type { Guard } from './guard.js';
import { allGuards } from './guards/all-guards.js';
import { copyKit } from './kit-copy.js';
import type { Verdict } from './run-checks.js';

interface Tried {
  readonly guard: Guard;
  readonly red: boolean;
  readonly reason: string;
  readonly tookMs: number;
}

/** More than processors: a red check mostly waits for what does not come. */
const atOnce = 4;
const only = process.argv.slice(2);
const chosen = allGuards.filter(({ guard }) => only.length === 0 || only.includes(guard));
const engines = await findEngines();
try {
  const homes = chosen.map((guard, index) => ({ guard, home: copyKit(`guard-${index}`, guard) }));
  const baseline = await runChecks(fileURLToPath(new URL('.', import.meta.url)), [
    ...new Set(chosen.map(({ check }) => check)),
  ]);
  for (const { check, reason } of baseline.filter(({ green }) => !green))
    console.log(`red with every guard in place: ${check}: ${reason}`);
  const tried: Tried[] = [];
  const queue = [...homes];
  const lanes = Array.from({ length: atOnce }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) tried.push(report(await tryWithout(next)));
  });
  await Promise.all(lanes);
  const red = tried.filter((one) => one.red).length;
  console.log(
    JSON.stringify({
      guards: chosen.length,
      red,
      checks: baseline.length,
      green: baseline.filter(({ green }) => green).length,
    }),
  );
  if (red !== chosen.length || baseline.some(({ green }) => !green)) process.exitCode = 1;
} finally {
  await engines.stop();
}

async function tryWithout({ guard, home }: { guard: Guard; home: string }): Promise<Tried> {
  const startedAt = performance.now();
  const verdicts = await runChecks(home, [guard.check]);
  const verdict = verdicts.find(({ check }) => check === guard.check);
  const tookMs = Math.round(performance.now() - startedAt);
  if (verdict === undefined) return { guard, red: false, reason: 'the check did not run', tookMs };
  return { guard, red: !verdict.green, reason: verdict.reason, tookMs };
}

function report(tried: Tried): Tried {
  const { guard, red, reason, tookMs } = tried;
  console.log(
    `${red ? 'red  ' : 'GREEN'}  without ${guard.guard}  (${tookMs} ms)\n         ${guard.check}\n         ${reason}`,
  );
  return tried;
}

function runChecks(home: string, checks: readonly string[]): Promise<readonly Verdict[]> {
  return new Promise((resolve, reject) => {
    const script = join(home, 'run-checks.js');
    const child = spawn(process.execPath, [script, ...checks], {
      env: engines.environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', () => {
      const lines = output.split('\n').filter((line) => line.startsWith('{"check"'));
      resolve(lines.map((line) => JSON.parse(line) as Verdict)); // written by run-checks alone
    });
  });
}
