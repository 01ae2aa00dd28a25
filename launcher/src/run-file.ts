import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a running platform tells other commands (`status`, `demo`) on this machine. */
export interface RunningPlatform {
  readonly pid: number;
  readonly endpoint: string;
  readonly sandboxUrl: string;
  readonly readyAfterMs: number;
  readonly processes: readonly { readonly name: string; readonly pid: number; readonly url: string }[];
}

export const root = fileURLToPath(new URL('../../', import.meta.url));
const runFile = `${root}.motcua/run.json`;
/** Read by `npm run dead-letters` and `npm run topics`; holds passwords. */
const environmentFile = `${root}.motcua/platform.env`;

/** The platform that `npm start` keeps running in this checkout; null when there is none. */
export function findRunning(): RunningPlatform | null {
  if (!existsSync(runFile)) return null;
  const running = JSON.parse(readFileSync(runFile, 'utf8')) as RunningPlatform; // written by noteRunning alone
  return isAlive(running.pid) ? running : null;
}

export function noteRunning(running: RunningPlatform, engines: Readonly<Record<string, string>>): void {
  mkdirSync(dirname(runFile), { recursive: true });
  const lines = Object.entries({ NODE_ENV: 'development', ...engines }).map(([name, value]) => `${name}="${value}"`);
  writeFileSync(environmentFile, `${lines.join('\n')}\n`, { mode: 0o600 });
  writeFileSync(runFile, JSON.stringify(running, null, 2));
}

export function forgetRunning(): void {
  rmSync(runFile, { force: true });
  rmSync(environmentFile, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: no such process.
    return false;
  }
}
