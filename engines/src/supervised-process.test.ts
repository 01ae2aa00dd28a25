import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { superviseEngine, type EngineCommand, type SupervisedProcess } from './supervised-process.js';

let supervised: SupervisedProcess;
beforeEach(async () => {
  supervised = await superviseEngine({ name: 'test', dataDir: 'temporary', say: () => undefined, patienceMs: 300 });
});
afterEach(async () => {
  await supervised.stop();
  // A supervisor that was killed could not tidy up.
  rmSync(supervised.folder, { recursive: true, force: true });
});

describe('an engine under supervision', () => {
  it('serves from the moment it says so, until it is stopped, and leaves no folder', async () => {
    await supervised.run(engine(SERVES));
    expect(isAlive(supervised.enginePid())).toBe(true);
    expect(existsSync(supervised.folder)).toBe(true);
    const pid = supervised.enginePid();
    await supervised.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(supervised.folder)).toBe(false);
  });

  it('is killed when it will not end by itself', async () => {
    await supervised.run(engine(`process.on('SIGTERM', () => undefined); ${SERVES}`));
    const pid = supervised.enginePid();
    await supervised.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('can be killed and started again', async () => {
    await supervised.run(engine(SERVES));
    const first = supervised.enginePid();
    await supervised.kill();
    expect(isAlive(first)).toBe(false);
    await supervised.run(engine(SERVES));
    expect(isAlive(supervised.enginePid())).toBe(true);
    expect(supervised.enginePid()).not.toBe(first);
  });

  it('does not outlive a supervisor that was killed', async () => {
    await supervised.run(engine(SERVES));
    const pid = supervised.enginePid();
    process.kill(await supervisorPid(), 'SIGKILL');
    await untilTrue(() => !isAlive(pid));
    expect(isAlive(pid)).toBe(false);
  });
});

describe('an engine that does not start', () => {
  it('is told with its last words, without the stack in them', async () => {
    const words = String.raw`console.error('no room\n\tat Java.java:1\n\t... 3 more\nexiting'); process.exit(3)`;
    await expect(supervised.run(engine(words))).rejects.toMatchObject({
      code: 'ENGINE_DID_NOT_START',
      message: 'it ended with exit code 3\nno room\nexiting',
    });
  });

  it('is told when its program is not there', async () => {
    await expect(supervised.run({ ...engine(''), command: '/nowhere/engine' })).rejects.toMatchObject({
      code: 'ENGINE_DID_NOT_START',
    });
  });
});

describe('the folder of an engine', () => {
  it('is refused with a code where it cannot be', async () => {
    const dataDir = join(supervised.folder, 'test.log');
    writeFileSync(dataDir, '');
    await expect(superviseEngine({ name: 'test', dataDir, say: () => undefined })).rejects.toMatchObject({
      code: 'ENGINE_DATA_NOT_WRITABLE',
    });
  });
});

const SERVES = `console.log('serving under ' + process.ppid); setInterval(() => undefined, 1000);`;

function engine(script: string): EngineCommand {
  return { command: process.execPath, args: ['-e', script], env: { PATH: process.env['PATH'] }, ready: 'serving' };
}

/** The engine says whose child it is; its log is written a moment after it was heard. */
async function supervisorPid(): Promise<number> {
  const said = (): RegExpExecArray | null =>
    /serving under (\d+)\n/.exec(readFileSync(join(supervised.folder, 'test.log'), 'utf8'));
  await untilTrue(() => said() !== null);
  const pid = Number(said()?.[1]);
  // 0 would be this very process group.
  if (!(pid > 1)) throw new Error('the engine did not say under whom it serves');
  return pid;
}

/** Neither a log nor the end of somebody else's child announces itself. */
async function untilTrue(condition: () => boolean): Promise<void> {
  for (const giveUpAt = Date.now() + 5_000; !condition() && Date.now() < giveUpAt;) await delay(20);
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
