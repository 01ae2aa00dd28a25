import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { isReady } from './readiness.js';
import { findRunning } from './run-file.js';

const running = findRunning();
if (running === null) {
  console.error('No platform runs in this checkout: npm start.');
  process.exit(1);
}

const rows = await Promise.all(
  running.processes.map(async ({ name, pid, url }) => ({
    name,
    pid,
    rssMb: Math.round(residentMb(pid)),
    ready: await isReady(url),
  })),
);
const totalMb = rows.reduce((sum, row) => sum + row.rssMb, 0);

console.log('process         pid      memory  ready');
for (const row of rows) {
  console.log(
    `${row.name.padEnd(14)} ${String(row.pid).padStart(6)} ${row.rssMb.toFixed(0).padStart(7)} MB  ${row.ready ? 'yes' : 'no'}`,
  );
}
console.log(
  `${'together'.padEnd(14)} ${' '.repeat(6)} ${totalMb.toFixed(0).padStart(7)} MB  after ${(running.readyAfterMs / 1000).toFixed(1)} s\n`,
);
console.log(JSON.stringify({ processes: rows, totalMb: Math.round(totalMb), readyAfterMs: running.readyAfterMs }));
process.exitCode = rows.every((row) => row.ready) ? 0 : 1;

/** Resident memory in MB; 0 when the process has ended. */
function residentMb(pid: number): number {
  try {
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
    }
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
  } catch {
    // The process ended between the list and the look.
    return 0;
  }
}
