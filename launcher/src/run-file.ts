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

/** The platform that `npm start` keeps running in this checkout; null when there is none. */
export function findRunning(): RunningPlatform | null {
  if (!existsSync(runFile)) return null;
  const running = JSON.parse(readFileSync(runFile, 'utf8')) as RunningPlatform; // written by noteRunning alone
  return isAlive(running.pid) ? running : null;
}

export function noteRunning(running: RunningPlatform): void {
  mkdirSync(dirname(runFile), { recursive: true });
  writeFileSync(runFile, JSON.stringify(running, null, 2));
}

export function forgetRunning(): void {
  rmSync(runFile, { force: true });
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
