import { createLifecycle } from './lifecycle.js';
import { createLog } from './log.js';

function open(drainMs?: number) {
  const lines: string[] = [];
  const exits: number[] = [];
  const log = createLog({ name: 'club', level: 'debug', destination: { write: (line) => lines.push(line) } });
  const exit = (code: number) => exits.push(code);
  const lifecycle = createLifecycle(log, drainMs === undefined ? { exit } : { exit, drainMs });
  return { lifecycle, lines, exits };
}

describe('closing', () => {
  it('goes in reverse order, one after another, and is done once', async () => {
    const { lifecycle } = open();
    const order: string[] = [];
    lifecycle.defer('first', () => void order.push('first'));
    lifecycle.defer('second', async () => {
      await Promise.resolve();
      order.push('second');
    });
    lifecycle.defer('third', () => void order.push('third'));
    await Promise.all([lifecycle.close(), lifecycle.close()]);
    expect(order).toEqual(['third', 'second', 'first']);
    expect(lifecycle.signal.aborted).toBe(true);
  });

  it('goes on when one thing fails to close, and tells so at the end', async () => {
    const { lifecycle, lines } = open();
    let closed = false;
    lifecycle.defer('database', () => void (closed = true));
    lifecycle.defer('consumer', () => Promise.reject(new Error('stuck')));
    await expect(lifecycle.close()).rejects.toThrow('not everything could be closed');
    expect(closed).toBe(true);
    expect(lines.join('')).toContain('"what":"consumer"');
  });

  it('names what does not close in time and does not wait for it', async () => {
    const { lifecycle, lines } = open(30);
    let closed = false;
    lifecycle.defer('database', () => void (closed = true));
    lifecycle.defer('hangs', () => new Promise(() => undefined));
    await expect(lifecycle.close()).rejects.toThrow(AggregateError);
    expect(closed).toBe(true);
    expect(lines.find((line) => line.includes('not closed before the deadline'))).toContain('"what":"hangs"');
  });

  it('closes at once what is opened while the process already stops', async () => {
    const { lifecycle } = open();
    await lifecycle.close();
    const closed = new Promise<void>((resolve) => {
      lifecycle.defer('late', resolve);
    });
    await closed;
  });
});

it('a fault is logged with its cause and ends the process with 1, once', () => {
  const { lifecycle, lines, exits } = open();
  lifecycle.fail(new Error('consumer crashed', { cause: new Error('group lost') }));
  lifecycle.fail(new Error('and the relay too'));
  expect(exits).toEqual([1]);
  expect(lifecycle.signal.aborted).toBe(true);
  expect(lines.join('')).toMatch(/consumer crashed.*group lost[^]*and the relay too/);
});
