// Runs checks by name (all when none is named), one line of JSON each; exit code 1 when one is red.
import { allChecks } from './checks/all-checks.js';
import { openPlace } from './rig.js';

export interface Verdict {
  readonly check: string;
  readonly green: boolean;
  readonly reason: string;
}

const patienceMs = 30_000;
const wanted = process.argv.slice(2);
let strayError: Error | undefined;
// What a removed guard lets loose may be a rejection nobody awaits; it makes the check red like any other error.
process.on('unhandledRejection', (reason) => {
  strayError = new Error('a rejection nobody awaited', { cause: reason });
});

for (const check of allChecks) {
  if (wanted.length > 0 && !wanted.includes(check.name)) continue;
  const reason = await reasonOfFailure(async () => {
    await check.run(await openPlace('check'));
    if (strayError !== undefined) throw strayError;
  });
  const verdict: Verdict = { check: check.name, green: reason === '', reason };
  console.log(JSON.stringify(verdict));
  if (!verdict.green) process.exitCode = 1;
}
// What a red check left open must not keep the process.
process.exit();

async function reasonOfFailure(run: () => Promise<void>): Promise<string> {
  const late = new Promise<void>((_, reject) => {
    setTimeout(reject, patienceMs, new Error(`not finished within ${patienceMs} ms`)).unref();
  });
  try {
    await Promise.race([run(), late]);
    return '';
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 120) || 'failed';
  }
}
