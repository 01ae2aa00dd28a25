// Every test of the repository: rules and services first, then whole journeys over all processes.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, '.motcua/tests');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const startedAt = Date.now();
const filters = process.argv.slice(2);
const runs = [
  // Module graphs of finished files stay in memory: a worker that has grown that far is replaced.
  { name: 'rules-and-services', args: ['--selectProjects', 'rules', 'engines', '--workerIdleMemoryLimit=1500MB'] },
  { name: 'journeys', args: ['--selectProjects', 'journeys', '--runInBand'] },
];

let failed = false;
let passedTests = 0;
let failedTests = 0;
for (const { name, args } of runs) {
  const output = join(results, `${name}.json`);
  const code = await jest([...args, '--passWithNoTests', '--json', `--outputFile=${output}`, ...filters]);
  const counted = JSON.parse(readFileSync(output, 'utf8'));
  passedTests += counted.numPassedTests;
  // A file that does not even load has no failed test: count it, or it would vanish from the sum.
  failedTests += counted.numFailedTests + counted.numRuntimeErrorTestSuites;
  failed ||= code !== 0;
}
const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
console.log(`\n${passedTests} tests passed, ${failedTests} failed in ${minutes} minutes`);
process.exitCode = failed ? 1 : 0;

function jest(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--experimental-vm-modules', join(root, 'node_modules/jest/bin/jest.js'), ...args],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning', APOLLO_TELEMETRY_DISABLED: '1' },
      },
    );
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
