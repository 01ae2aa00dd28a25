import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('nothing outlives its run', () => {
  it('also when the launcher is killed with -9: every part and engine ends', async () => {
    const launcher = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { startPlatform } from '@motcua/launcher';
         const { children } = await startPlatform({ keep: null, say: () => {} });
         console.log(JSON.stringify([...children.values()].map(({ pid }) => pid)));`,
      ],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(launcher.stdout, 'data')) as [Buffer];
    const pids = JSON.parse(line.toString()) as number[];
    expect(pids.filter(isAlive)).toHaveLength(7);

    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    const deadline = Date.now() + 25_000;
    while (pids.some(isAlive) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(pids.filter(isAlive)).toEqual([]);
  }, 900_000);
});

describe('an engine that is not there', () => {
  it('is named with its variable, without a stack, and nothing is started', async () => {
    const run = promisify(execFile)(process.execPath, ['launcher/dist/start.js'], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], MONGODB_URL: 'mongodb://127.0.0.1:1/' },
    });
    const failure = await run.then(
      () => null,
      (error: unknown) => error as { code: number; stderr: string },
    );
    expect(failure?.code).toBe(1);
    expect(failure?.stderr).toMatch(/MONGODB_URL/);
    expect(failure?.stderr).not.toMatch(/^\s+at /m);
  }, 60_000);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: it has ended.
    return false;
  }
}
