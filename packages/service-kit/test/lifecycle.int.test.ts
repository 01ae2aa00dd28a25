import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const script = fileURLToPath(new URL('./processes/opens-three-things.mjs', import.meta.url));
const Line = z.looseObject({ level: z.string(), event: z.string(), what: z.string().optional() });
type Line = z.infer<typeof Line>;

interface Ended {
  readonly code: number | null;
  readonly lines: readonly Line[];
  readonly closed: readonly (string | undefined)[];
  readonly text: string;
}

/** Runs the process to its end; sends the signals, one after another, as soon as it is ready. */
function run(ending: string, signals: readonly NodeJS.Signals[] = []): Promise<Ended> {
  const child = spawn(process.execPath, [script, ending], {
    env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  let signalled = false;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (signalled || !text.includes('"event":"ready"')) return;
    signalled = true;
    for (const signal of signals) child.kill(signal);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const lines = text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => Line.parse(JSON.parse(line)));
      const closed = lines.filter(({ event }) => event === 'closing').map(({ what }) => what);
      resolve({ code, lines, closed, text });
    });
  });
}

describe('a process', () => {
  it.each([['SIGTERM'], ['SIGINT']] as const)('drains in reverse order on %s and ends with 0', async (signal) => {
    const { code, closed } = await run('waits', [signal]);
    expect({ code, closed }).toEqual({ code: 0, closed: ['server', 'publisher', 'database'] });
  });

  it('drains once when a terminal and a supervisor both say stop', async () => {
    const { code, closed } = await run('waits', ['SIGINT', 'SIGTERM', 'SIGTERM']);
    expect({ code, closed }).toEqual({ code: 0, closed: ['server', 'publisher', 'database'] });
  });

  it('ends with 1 when something would not close, after closing the rest', async () => {
    const { code, closed } = await run('hangs-on-close', ['SIGTERM']);
    expect({ code, closed }).toEqual({ code: 1, closed: ['server', 'publisher', 'database'] });
  });

  it.each([
    ['a rejected promise nobody waits for', 'unhandled', 'nobody waits'],
    ['an error nobody catches', 'uncaught', 'nobody catches'],
    ['a start that fails', 'fails-to-start', 'ECONNREFUSED'],
    ['an environment that is not complete', 'bad-environment', 'KAFKA_BROKERS: missing'],
  ])('ends with 1 and says why after %s', async (_, ending, why) => {
    const { code, lines, text } = await run(ending);
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ level: 'error', event: 'fault, exiting', exitCode: 1 });
    expect(text).toContain(why);
  });
});
