import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import type { AgencyName } from '@motcua/event-contracts';
import { agencyNamed } from './agency-named.js';
import { findRunning, partnerFile, root } from './run-file.js';

// The program of an agency against the platform that runs in this checkout, with what that platform would give the agency.
const { values, positionals } = parseArgs({ allowPositionals: true, options: { group: { type: 'string' } } });
try {
  const agency = agencyNamed(positionals[0]);
  expectSilence(agency);
  run(agency);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** Two that answer for one agency would have the second refused. */
function expectSilence(agency: AgencyName): void {
  const running = findRunning();
  if (running === null) throw new Error(`No platform runs in this checkout: npm start -- --without ${agency}`);
  if (running.without.includes(agency)) return;
  throw new Error(`The sandbox answers for ${agency}. Stop the platform and: npm start -- --without ${agency}`);
}

function run(agency: AgencyName): void {
  const program = spawn(
    process.execPath,
    [`--env-file=${partnerFile(agency)}`, `${root}partners/${agency}/dist/main.js`],
    // What is set already wins over the file.
    { stdio: 'inherit', env: { ...process.env, ...(values.group === undefined ? {} : { KAFKA_GROUP: values.group }) } },
  );
  // Ctrl-C reaches both; this one waits for the program's own end.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => program.kill('SIGTERM'));
  program.once('exit', (code) => (process.exitCode = code ?? 1));
}
