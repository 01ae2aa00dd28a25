import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface Usage {
  readonly cpuMs: number;
  readonly residentMiB: number;
}

/** A process of its own, of which we know what it uses. */
export interface MeasuredProcess {
  readonly url: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const patienceMs = 90_000;
const leaveMs = 5_000;
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Starts a file with `PORT` (or another name) set to a free port, and waits until it answers there. */
export async function startMeasured(
  file: string,
  env: Readonly<Record<string, string>>,
  given: { readonly portName?: string; readonly readyPath?: string } = {},
): Promise<MeasuredProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['--import', here('./meter.js'), ...profiling(file), here(file)], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env, [given.portName ?? 'PORT']: String(port) },
    stdio: ['ignore', process.stderr, 'inherit', 'ipc'], // the figures alone go to stdout
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const impatient = setTimeout(() => child.kill('SIGKILL'), leaveMs); // some wait for connections that nobody closes
    await ended;
    clearTimeout(impatient);
  };
  try {
    await ready(`${url}${given.readyPath ?? '/'}`, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop, usage: () => usageOf(child) };
}

/** `BENCH_PROFILE=<folder>` writes a CPU profile of each process there. */
function profiling(file: string): readonly string[] {
  const folder = process.env['BENCH_PROFILE'];
  const name = file.split('/').slice(-3).join('-');
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}.cpuprofile`];
}

async function usageOf(child: ChildProcess): Promise<Usage> {
  const told = once(child, 'message');
  child.send('usage');
  const [usage] = (await told) as readonly unknown[];
  if (typeof usage !== 'object' || usage === null || !('cpuMs' in usage) || !('residentMiB' in usage)) {
    throw new Error('a measured process told nothing');
  }
  return { cpuMs: Number(usage.cpuMs), residentMiB: Number(usage.residentMiB) };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await fetch(url).catch(() => null); // not listening yet
    if (answer !== null && answer.status < 500) return;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${url} did not become ready`);
    await pause(100);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
