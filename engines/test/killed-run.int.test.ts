import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** SIGTERM, 10 s of patience, SIGKILL; Kafka needs one of them, a busy machine a few. */
const GONE_WITHIN_MS = 15_000;

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'motcua-killed-run-'));
});
afterEach(() => rmSync(temporary, { recursive: true, force: true }));

describe('engines of a run that ended', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'with %s are gone, and so are their folders',
    async (signal) => {
      const run = await startRun('temporary');
      expect(readdirSync(temporary).map((name) => name.split('-')[1])).toEqual(
        expect.arrayContaining(['kafka', 'mongo']),
      );
      run.process.kill(signal);
      await untilTrue(() => Promise.resolve(readdirSync(temporary).length === 0));
      await untilTrue(async () => !(await anybodyListens(run.ports)));
    },
    60_000,
  );

  it('leave a folder that stays free for the next run', async () => {
    const dataDir = join(temporary, 'data');
    const first = await startRun(dataDir);
    first.process.kill('SIGKILL');
    const second = await startRun(dataDir);
    expect(await anybodyListens(second.ports)).toBe(true);
    second.process.kill('SIGKILL');
    const folders = ['kafka', 'mongo'].map((engine) => join(dataDir, engine, 'in-use'));
    await untilTrue(() => Promise.resolve(!folders.some((file) => existsSync(file))));
    expect(await anybodyListens(second.ports)).toBe(false);
  }, 60_000);
});

interface Run {
  readonly process: ChildProcess;
  readonly ports: readonly number[];
}

async function startRun(dataDir: string): Promise<Run> {
  const script = fileURLToPath(new URL('run-with-engines.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, dataDir], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('exit', (code) => reject(new Error(`the run ended with ${code ?? 'a signal'} before it was ready`)));
  });
  const ports = [...line.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
  return { process: child, ports };
}

async function anybodyListens(ports: readonly number[]): Promise<boolean> {
  const answers = await Promise.all(
    ports.map(
      (port) =>
        new Promise<boolean>((resolve) => {
          const socket = connect(port, '127.0.0.1', () => {
            socket.destroy();
            resolve(true);
          });
          socket.once('error', () => resolve(false));
        }),
    ),
  );
  return answers.includes(true);
}

/** Nobody tells us when processes that are not ours have ended. */
async function untilTrue(condition: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + GONE_WITHIN_MS;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`not so after ${GONE_WITHIN_MS / 1000} s`);
    await delay(50);
  }
}
