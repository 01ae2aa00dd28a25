import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const enough = {
  ...{ SANDBOX_PORT: '0', SMTP_PORT: '0', SMPP_PORT: '0', LOG_LEVEL: 'debug' },
  ...{ SMPP_PASSWORD: 'p', VNPAY_HASH_SECRET: 'h', CARRIER_API_KEY: 'k', CARRIER_WEBHOOK_SECRET: 'w' },
};

interface Line {
  readonly level: string;
  readonly event: string;
  readonly url?: string;
}

function start(env: NodeJS.ProcessEnv): {
  child: ChildProcess;
  lines: Line[];
  until: (event: string) => Promise<Line>;
} {
  const child = spawn(process.execPath, [main], { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  // Standard error too: whatever the process says must be a line of its log.
  for (const stream of [child.stdout, child.stderr]) {
    let unread = '';
    stream?.on('data', (chunk: Buffer) => {
      const whole = (unread + chunk.toString()).split('\n');
      unread = whole.pop() ?? '';
      lines.push(...whole.map((line) => JSON.parse(line) as Line)); // not JSON: the test fails here
      for (const look of waiting) look();
    });
  }
  const until = (event: string) =>
    new Promise<Line>((resolve) => {
      const look = (): void => {
        const line = lines.find((candidate) => candidate.event === event);
        if (line !== undefined) resolve(line);
      };
      waiting.add(look);
      look();
    });
  return { child, lines, until };
}

describe('the process', () => {
  it('says nothing but JSON, serves, and ends well when asked to', async () => {
    const { child, lines, until } = start(enough);
    const { url = '' } = await until('ready');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const stream = await fetch(`${url}/clock/stream`);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    await expect(stream.text()).resolves.toContain('data: ');
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  }, 20_000);

  it('ends when its parent is gone', async () => {
    const { child, until } = start(enough);
    await until('ready');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 20_000);

  it.each([
    ['settings it cannot use', { ...enough, SMPP_PASSWORD: '', SMTP_PORT: 'mail' }],
    ['a level there is not', { ...enough, LOG_LEVEL: 'loud' }],
  ])(
    'ends with 1 for %s',
    async (_what, env) => {
      const { child, lines } = start(env);
      expect(await once(child, 'exit')).toEqual([1, null]);
      expect(lines.at(-1)).toMatchObject({ level: 'error', event: 'the sandbox could not start' });
    },
    20_000,
  );

  it('ends with 1 when a port is taken', async () => {
    const first = start(enough);
    const { url = '' } = await first.until('ready');
    const second = start({ ...enough, SANDBOX_PORT: new URL(url).port });
    expect(await once(second.child, 'exit')).toEqual([1, null]);
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');
  }, 20_000);
});
