import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cacheDir } from '../cache.js';
import { findOnPath, tryCommand } from '../command.js';
import type { LocalMongo } from './local-mongo.js';
import { becomePrimary } from './mongo-commands.js';

/** What the driver of this platform and its use of replica sets ask for. */
const OLDEST_MAJOR = 6;

export interface FoundMongod {
  readonly binary: string;
  readonly description: string;
}

/** Where downloaded servers are kept, each as `mongod-<arch>-<system>-<version>`. */
export function mongodFolder(cache: string = cacheDir()): string {
  return join(cache, 'mongod');
}

/** mongod on PATH, else one downloaded earlier, else null; only such that run and are not too old. */
export async function findMongod(cache: string = cacheDir()): Promise<FoundMongod | null> {
  const onPath = findOnPath('mongod');
  if (onPath !== null) {
    const found = await tryMongod(onPath, 'on PATH');
    if (found !== null) return found;
  }
  for (const folder of [mongodFolder(cache), join(homedir(), '.cache', 'mongodb-binaries')]) {
    for (const binary of await downloadedIn(folder)) {
      const found = await tryMongod(binary, 'downloaded earlier');
      if (found !== null) return found;
    }
  }
  return null;
}

export async function tryMongod(binary: string, where: string): Promise<FoundMongod | null> {
  const output = await tryCommand(binary, ['--version'], { timeoutMs: 5_000 });
  const version = output === null ? null : (/db version v(\d+\.\d+\.\d+\S*)/.exec(output)?.[1] ?? null);
  if (version === null || Number.parseInt(version, 10) < OLDEST_MAJOR) return null;
  return { binary, description: `mongod ${version} ${where}` };
}

/** mongod as a replica set of one: transactions and change streams exist only there. */
export function mongodAsMongo({ binary, description }: FoundMongod): LocalMongo {
  return {
    description,
    title: 'mongod is',
    dataFolder: 'mongod',
    command: (port, dataPath) => ({
      command: binary,
      args: [
        ...['--replSet', 'rs0', '--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', dataPath],
        ...['--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '128', '--nounixsocket'],
      ],
      env: process.env,
      ready: '[Ww]aiting for connections',
    }),
    onListening: (url, port) => becomePrimary(url, `127.0.0.1:${String(port)}`),
  };
}

/** Newest first. A download is complete only when its checksum file lies beside it. */
async function downloadedIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder).catch((): string[] => []);
  return entries
    .filter((entry) => entry.startsWith('mongod-') && entries.includes(`${entry}.md5`))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((entry) => join(folder, entry));
}
