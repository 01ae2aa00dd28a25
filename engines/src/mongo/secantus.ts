import { join } from 'node:path';
import { cacheDir } from '../cache.js';
import { findOnPath, tryCommand } from '../command.js';
import type { EngineCommand } from '../supervised-process.js';
import type { LocalMongo } from './local-mongo.js';

export const SECANTUS_VERSION = '0.5.3-beta.196';
export const SECANTUS_FOLDER = `secantusd-rs-${SECANTUS_VERSION}`;

export interface FoundSecantus {
  readonly binary: string;
  readonly description: string;
}

/** secantusd-rs on PATH, else the one built into the cache earlier, else null. */
export async function findSecantus(cache: string = cacheDir()): Promise<FoundSecantus | null> {
  const onPath = findOnPath('secantusd-rs');
  const version = onPath === null ? null : await secantusVersion(onPath);
  if (onPath !== null && version !== null) return { binary: onPath, description: `secantusd-rs ${version} on PATH` };
  const built = join(cache, SECANTUS_FOLDER);
  if (!(await isSecantusWhole(built))) return null;
  return { binary: secantusBinary(built), description: `secantusd-rs ${SECANTUS_VERSION} built earlier` };
}

/** Whether the folder of a `cargo install --root` holds a program that runs and is the version we know. */
export async function isSecantusWhole(folder: string): Promise<boolean> {
  return (await secantusVersion(secantusBinary(folder))) === SECANTUS_VERSION;
}

export function secantusBinary(folder: string): string {
  return join(folder, 'bin', 'secantusd-rs');
}

/** SecantusDB as the stand-in for MongoDB. */
export function secantusAsMongo({ binary, description }: FoundSecantus, temporary: boolean): LocalMongo {
  return {
    description: `${description} (stands in for MongoDB)`,
    title: 'SecantusDB, standing in for it, is',
    dataFolder: 'secantusdb',
    command: (port, dataPath) => secantusCommand(binary, port, dataPath, temporary),
  };
}

function secantusCommand(binary: string, port: number, dataPath: string, temporary: boolean): EngineCommand {
  return {
    command: binary,
    args: [
      ...['--host', '127.0.0.1', '--port', String(port), '--storage-path', dataPath],
      ...['--cache-size', '256M', '--log-level', 'WARNING'],
      // A log file is allocated in full, so this is the size of an empty store.
      ...['--log-file-max', temporary ? '1MB' : '16MB'],
      // Without it a killed server loses writes that it acknowledged with majority and journal.
      '--sync-on-commit',
    ],
    env: process.env,
    ready: 'listening on 127\\.0\\.0\\.1:',
  };
}

async function secantusVersion(binary: string): Promise<string | null> {
  const output = await tryCommand(binary, ['--version'], { timeoutMs: 5_000 });
  return output === null ? null : (/secantusd-rs (\S+)/.exec(output)?.[1] ?? null);
}
