// Every test of the repository: rules and services first, then whole journeys over all processes.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
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
  const first = await tested(name, [...args, '--passWithNoTests', ...filters]);
  const last = first.ok ? first : await onceMore(name, args, first);
  passedTests += last.passed;
  failedTests += last.failed;
  failed ||= !last.ok;
}
const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
console.log(`\n${passedTests} tests passed, ${failedTests} failed in ${minutes} minutes`);
process.exitCode = failed ? 1 : 0;

/** A few files that failed in a crowd get one more run each by itself; the log names those that only then passed. */
async function onceMore(name, args, first) {
  const files = first.failedFiles.map(({ path }) => path);
  if (files.length === 0 || files.length > 5) return first;
  console.error(`\nonce more, alone: ${files.map((path) => relative(root, path)).join(' ')}`);
  const again = await tested(`${name}-again`, [...args, '--runInBand', '--runTestsByPath', ...files]);
  const passedNow = files.filter((path) => !again.failedFiles.some((failedFile) => failedFile.path === path));
  for (const path of passedNow) console.log(`UNSTEADY ${relative(root, path)}: failed, then passed alone`);
  const passedBefore = first.failedFiles.reduce((sum, { passed }) => sum + passed, 0);
  return { ...again, passed: first.passed - passedBefore + again.passed };
}

async function tested(name, args) {
  const output = join(results, `${name}.json`);
  // A test that fails may leave a server open: the figures are written, and nobody waits for it.
  const code = await jest([...args, '--forceExit', '--json', `--outputFile=${output}`]);
  const counted = JSON.parse(readFileSync(output, 'utf8'));
  const failedFiles = counted.testResults
    .filter(({ status }) => status === 'failed')
    .map((file) => ({
      path: file.name,
      passed: file.assertionResults.filter(({ status }) => status === 'passed').length,
    }));
  return {
    ok: code === 0,
    passed: counted.numPassedTests,
    // A file that does not even load has no failed test: count it, or it would vanish from the sum.
    failed: counted.numFailedTests + counted.numRuntimeErrorTestSuites,
    failedFiles,
  };
}

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
