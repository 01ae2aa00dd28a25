import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './run-file.js';

/** One process of the platform. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly url: string;
  readonly logFile: string;
  /** Resolves with its exit code when it has ended. */
  readonly ended: Promise<number>;
  /** SIGTERM, then SIGKILL after `graceMs`. */
  stop(graceMs?: number): Promise<number>;
  kill(): void;
}

export interface ChildOptions {
  readonly name: string;
  readonly entry: string;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

/**
 * Starts a Node process whose log goes to a file. The channel to its parent is how it learns that the parent was
 * killed: it then ends by itself.
 */
export function startChild(options: ChildOptions): Child {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const child = spawn(process.execPath, [...nodeFlags, options.entry], {
    // Its own group: Ctrl-C reaches the launcher alone, which stops its children in order.
    detached: true,
    env: { PATH: process.env['PATH'] ?? '', APOLLO_TELEMETRY_DISABLED: '1', ...options.env },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  if (child.pid === undefined) throw new Error(`${options.name} could not be started`);
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
  return {
    name: options.name,
    pid: child.pid,
    url: options.url,
    logFile: options.logFile,
    ended,
    kill: () => child.kill('SIGKILL'),
    async stop(graceMs = 10_000) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
  };
}

/** Small processes: a ward's traffic needs no large young generation. */
const nodeFlags = [
  '--enable-source-maps',
  '--import',
  // The built one: a test runs this file as source.
  pathToFileURL(join(root, 'launcher/dist/follow-parent.js')).href,
  '--max-semi-space-size=4',
  '--max-old-space-size=256',
];
