import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chooseRung, type Rung } from '../src/ladder.js';

export interface Machine {
  readonly home: string;
  readonly cache: string;
  /** Puts a program on its PATH: the body of a shell script. */
  hasProgram(name: string, script: string): void;
  hasFile(path: string, content: string): void;
  has(variable: string, value: string): void;
  remove(): void;
}

/**
 * A machine with nothing on it but what a test puts there: its own PATH, home and cache, in the place of this
 * process's environment until `remove`.
 */
export function bareMachine(): Machine {
  const before = { ...process.env };
  const root = mkdtempSync(join(tmpdir(), 'motcua-machine-'));
  const home = join(root, 'home');
  const cache = join(root, 'cache');
  for (const folder of ['bin', 'home', 'cache']) mkdirSync(join(root, folder));
  const set = (variables: Record<string, string>): void => {
    for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, variables);
  };
  set({ PATH: join(root, 'bin'), HOME: home, MOTCUA_ENGINES_DIR: cache });
  const hasFile = (path: string, content: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    chmodSync(path, 0o755);
  };
  return {
    home,
    cache,
    hasFile,
    hasProgram: (name, script) => hasFile(join(root, 'bin', name), `#!/bin/sh\n${script}\n`),
    has: (variable, value) => {
      process.env[variable] = value;
    },
    remove: () => {
      set(
        Object.fromEntries(Object.entries(before).filter((entry): entry is [string, string] => entry[1] !== undefined)),
      );
      rmSync(root, { recursive: true });
    },
  };
}

/** The line that a ladder would say on this machine; starts nothing. */
export async function lineOf<Engine>(engine: string, rungs: readonly Rung<Engine>[]): Promise<string> {
  const sightings = [];
  for (const rung of rungs) {
    sightings.push(await rung.look());
    const choice = chooseRung(engine, sightings);
    if (choice.chosen !== null) return choice.line;
  }
  return chooseRung(engine, sightings).line;
}
