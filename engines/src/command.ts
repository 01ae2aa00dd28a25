import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EngineError, RungGivesWay } from './engine-error.js';

/** The first executable of that name on PATH, or null. */
export function findOnPath(name: string, env: NodeJS.ProcessEnv = process.env): string | null {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(folder, name);
    if (folder !== '' && isExecutable(candidate)) return candidate;
  }
  return null;
}

const MOST_OUTPUT = 200_000;

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  /** Hears every line of output as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs a command to its end and gives its output (both streams). Throws COMMAND_FAILED with the end of that output. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { env = process.env, cwd, timeoutMs, onLine } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    });
    // Not spawn's own time-out: where a program is missing, that one keeps this process alive until it is over.
    const deadline = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    let output = '';
    const hear = (chunk: Buffer): void => {
      const text = chunk.toString();
      output = (output + text).slice(-MOST_OUTPUT);
      // Progress bars end their lines with a carriage return.
      for (const line of text.split(/[\r\n]+/)) if (line.trim() !== '') onLine?.(line.trim());
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const fail = (why: string): void => {
      clearTimeout(deadline);
      reject(new EngineError('COMMAND_FAILED', `${command} ${args.join(' ')}: ${why}\n${output.trim().slice(-2_000)}`));
    };
    child.on('error', (error) => fail(error.message));
    child.on('close', (code, signal) => {
      clearTimeout(deadline);
      if (code === 0) resolve(output);
      else fail(signal === null ? `exit code ${code ?? ''}` : `ended by ${signal}`);
    });
  });
}

/** Runs `work`; where one of its commands fails, tells the end of its output and lets the ladder go on below. */
export async function giveWayOnFailure(
  what: string,
  say: (line: string) => void,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'COMMAND_FAILED') throw error;
    say(error.message);
    throw new RungGivesWay(what, '', { cause: error });
  }
}

/** Like `runCommand`, but null where the command is missing, fails or takes longer than `timeoutMs`. */
export async function tryCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string | null> {
  try {
    return await runCommand(command, args, options);
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

function isExecutable(file: string): boolean {
  const info = statSync(file, { throwIfNoEntry: false });
  return info?.isFile() === true && (process.platform === 'win32' || (info.mode & 0o111) !== 0);
}
