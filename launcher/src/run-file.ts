import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { agencies, type AgencyName } from '@motcua/event-contracts';

/** What a running platform tells other commands (`status`, `demo`) on this machine. */
export interface RunningPlatform {
  readonly pid: number;
  readonly endpoint: string;
  readonly sandboxUrl: string;
  readonly readyAfterMs: number;
  /** Agencies whose own programs answer. */
  readonly without: readonly string[];
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

/** What the program of one agency is given; holds its secret. */
export const partnerFile = (agency: AgencyName): string => `${root}.motcua/partner-${agency}.env`;

type Environment = Readonly<Record<string, string>>;

export function noteRunning(
  running: RunningPlatform,
  engines: Environment,
  partner: (agency: AgencyName) => Environment,
): void {
  mkdirSync(dirname(runFile), { recursive: true });
  writeEnvironment(environmentFile, { NODE_ENV: 'development', ...engines });
  for (const agency of agencies) writeEnvironment(partnerFile(agency), partner(agency));
  writeFileSync(runFile, JSON.stringify(running, null, 2));
}

export function forgetRunning(): void {
  rmSync(runFile, { force: true });
  rmSync(environmentFile, { force: true });
  for (const agency of agencies) rmSync(partnerFile(agency), { force: true });
}

function writeEnvironment(file: string, variables: Environment): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}="${value}"`);
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
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
