import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A service in a process of its own, as an operator runs it. */
export interface ServiceUnderTest {
  readonly url: string;
  /** Memory that is resident now, in MiB. */
  residentMiB(): number;
  /** What it has had of the processors so far, in milliseconds. */
  processorMs(): number;
  stop(): Promise<void>;
  /** As by a power cut: nothing is finished first. */
  kill(): Promise<void>;
}

const patienceMs = 60_000;
/** As the launcher runs it: a ward's traffic needs no large young generation. */
const nodeFlags = ['--max-semi-space-size=4', '--max-old-space-size=256'];

export async function startServiceUnderTest(
  env: Readonly<Record<string, string>>,
  name = 'dossiers',
  logLevel = 'warn',
): Promise<ServiceUnderTest> {
  const main = fileURLToPath(new URL(`../../../services/${name}/dist/main.js`, import.meta.url));
  const port = await freePort();
  const child = spawn(process.execPath, [...nodeFlags, main], {
    env: { PATH: process.env['PATH'] ?? '', ...env, NODE_ENV: 'test', LOG_LEVEL: logLevel, SERVICE_PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const end = (signal: 'SIGTERM' | 'SIGKILL') => async (): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  const [stop, kill] = [end('SIGTERM'), end('SIGKILL')];
  try {
    await ready(url, () => child.exitCode !== null);
  } catch (error) {
    await stop();
    throw error;
  }
  const pid = child.pid ?? 0;
  return { url, stop, kill, residentMiB: () => residentMiB(pid), processorMs: () => processorMs(pid) };
}

async function ready(url: string, hasEnded: () => boolean): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => null); // not listening yet
    if (answer?.ok === true) return;
    if (hasEnded() || Date.now() > deadline) throw new Error('the service did not become ready');
    await pause(100);
  }
}

/** As the kernel counts it (Linux). */
function residentMiB(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

const ticksPerSecond = 100;

/** As the kernel counts it (Linux): user and system time, the 12th and 13th field after the name. */
function processorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond;
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
