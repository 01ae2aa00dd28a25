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
  const red = await runBaseline();
  for (const { check, reason } of red) console.log(`red with every guard in place: ${check}: ${reason}`);
  const tried: Tried[] = [];
  const lanes = Array.from({ length: atOnce }, async () => {
    for (let next = homes.shift(); next !== undefined; next = homes.shift()) tried.push(await tryWithout(next));
  });
  if (red.length === 0) await Promise.all(lanes);
  process.exitCode = report(tried);
} finally {
  await engines.stop();
}

/** With every guard in place nothing may be red, or red would prove nothing. */
async function runBaseline(): Promise<readonly Verdict[]> {
  const named = [...new Set(chosen.flatMap(({ checks }) => checks))];
  const verdicts = await runChecks(fileURLToPath(new URL('.', import.meta.url)), named);
  const silent = named.filter((check) => !verdicts.some((verdict) => verdict.check === check));
  const notRun = silent.map((check) => ({ check, green: false, reason: 'did not run' }));
  return [...verdicts.filter(({ green }) => !green), ...notRun];
}

async function tryWithout({ guard, home }: { readonly guard: Guard; readonly home: string }): Promise<Tried> {
  const startedAt = performance.now();
  const verdicts = await runChecks(home, guard.checks);
  const tookMs = Math.round(performance.now() - startedAt);
  const ran = guard.checks.map((check) => verdicts.find((verdict) => verdict.check === check));
  // A check that did not run proves nothing.
  const red = ran.every((verdict) => verdict?.green === false);
  const reason = ran.map((verdict) => verdict?.reason ?? 'did not run').join('; ');
  process.stderr.write(`${red ? 'red' : 'GREEN'} without ${guard.guard} (${tookMs} ms)\n`);
  return { guard, red, reason, tookMs };
}

function report(tried: readonly Tried[]): number {
  for (const { guard, red, reason, tookMs } of tried.toSorted((one, other) =>
    one.guard.guard.localeCompare(other.guard.guard),
  )) {
    console.log(`${red ? 'red  ' : 'GREEN'} ${`${tookMs}`.padStart(6)} ms  without: ${guard.guard}`);
    for (const check of guard.checks) console.log(`                 check: ${check}`);
    console.log(`                 said:  ${reason}`);
  }
  const red = tried.filter((one) => one.red).length;
  console.log(JSON.stringify({ guards: chosen.length, red }));
  return red === chosen.length ? 0 : 1;
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
