import { createServer, type ServerResponse } from 'node:http';
import { createClock, fixedClock } from './clock.js';
import { createLifecycle, type Lifecycle } from './lifecycle.js';
import { createLog, type Log } from './log.js';

const hourMs = 3_600_000;
const lines: string[] = [];
const log: Log = createLog({ name: 'clock', level: 'debug', destination: { write: (line) => lines.push(line) } });
let lifecycle: Lifecycle;

beforeEach(() => {
  lines.length = 0;
  lifecycle = createLifecycle(log, { exit: () => undefined });
});
afterEach(() => lifecycle.close());

/** The sandbox's clock as followers see it. */
async function openSandboxClock() {
  const streams = new Set<ServerResponse>();
  let offsetMs = 5 * hourMs;
  const server = createServer((request, response) => {
    if (request.url === '/clock/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      streams.add(response);
    } else response.end(JSON.stringify({ offsetMs }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  lifecycle.defer('sandbox clock', () => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${address.port}/clock`,
    move(to: number) {
      offsetMs = to;
      for (const stream of streams) stream.write(`event: moved\ndata: {"offsetMs":${to}}\n\n`);
    },
    /** Moves while nobody listens. */
    cut(to: number) {
      offsetMs = to;
      for (const stream of streams) stream.destroy();
      streams.clear();
    },
    say(text: string) {
      for (const stream of streams) stream.write(text);
    },
  };
}

const jump = (clock: { onJump(listener: () => void): () => void }) =>
  new Promise<void>((resolve) => {
    const stop = clock.onJump(() => {
      stop();
      resolve();
    });
  });
const near = (now: Date, offsetMs: number) => Math.abs(now.getTime() - Date.now() - offsetMs) < 2_000;

describe('the clock', () => {
  it('is the system’s where no other is named', async () => {
    expect(near((await createClock({ lifecycle, log })).now(), 0)).toBe(true);
  });

  it('follows the sandbox’s, jump by jump, and says so when time is set back', async () => {
    const sandbox = await openSandboxClock();
    const clock = await createClock({ url: sandbox.url, lifecycle, log });
    expect(near(clock.now(), 5 * hourMs)).toBe(true);
    const forward = jump(clock);
    await streamOpened();
    sandbox.move(48 * hourMs);
    await forward;
    expect(near(clock.now(), 48 * hourMs)).toBe(true);
    const back = jump(clock);
    sandbox.move(hourMs);
    await back;
    expect(near(clock.now(), hourMs)).toBe(true);
    expect(lines.some((line) => line.includes('"warn"') && line.includes('the clock was set back'))).toBe(true);
  });

  it('catches up with a move it missed while the stream was down, and survives nonsense', async () => {
    const sandbox = await openSandboxClock();
    const clock = await createClock({ url: sandbox.url, lifecycle, log });
    await streamOpened();
    const missed = jump(clock);
    sandbox.cut(100 * hourMs);
    await missed;
    expect(near(clock.now(), 100 * hourMs)).toBe(true);
    await streamOpened();
    const afterNonsense = jump(clock);
    sandbox.say('data: {"offsetMs":"soon"}\n\n');
    await streamOpened();
    sandbox.move(101 * hourMs);
    await afterNonsense;
    expect(near(clock.now(), 101 * hourMs)).toBe(true);
  });

  it('stands still in tests until it is set', () => {
    const clock = fixedClock('2026-11-23T02:00:00Z');
    let jumps = 0;
    const stop = clock.onJump(() => (jumps += 1));
    clock.set('2026-11-24T02:00:00Z');
    stop();
    clock.set('2026-11-25T02:00:00Z');
    expect([clock.now().toISOString(), jumps]).toEqual(['2026-11-25T02:00:00.000Z', 1]);
  });
});

/** The stream has no answer of its own to wait for: the follower logs when it listens. */
async function streamOpened(): Promise<void> {
  const endsAt = performance.now() + 5_000;
  while (!lines.some((line) => line.includes('following the clock'))) {
    if (performance.now() > endsAt) throw new Error('the clock is not being followed');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  lines.length = 0;
}
