import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { withoutVariables } from '../environment.js';
import { RungGivesWay } from '../engine-error.js';
import { mongodFolder, tryMongod, type FoundMongod } from './mongod.js';

const MONGOD_VERSION = '8.2.6';
const FIRST_BYTE_WITHIN_MS = 7_000;
const NEXT_BYTE_WITHIN_MS = 60_000;

/** `MONGOMS_RUNTIME_DOWNLOAD=false` is how mongodb-memory-server itself is told not to try. */
export function isDownloadAllowed(env: NodeJS.ProcessEnv = process.env): boolean {
  return !['false', '0', 'no'].includes((env['MONGOMS_RUNTIME_DOWNLOAD'] ?? '').toLowerCase());
}

/**
 * Official mongod into the cache. Gives way when the first byte has not come within 7 s, or when what came does not
 * run here. The library writes atomically and locks, so two runs at once download once.
 */
export async function downloadMongod(
  say: (line: string) => void,
  firstByteWithinMs: number = FIRST_BYTE_WITHIN_MS,
): Promise<FoundMongod> {
  const folder = mongodFolder();
  await mkdir(folder, { recursive: true });
  say(
    `MongoDB: asking for mongod ${MONGOD_VERSION} at MongoDB's download site (up to ${String(firstByteWithinMs / 1000)} s) …`,
  );
  const binary = await download(folder, say, firstByteWithinMs);
  const found = await tryMongod(binary, 'downloaded now');
  if (found === null) throw new RungGivesWay('the downloaded mongod does not run here');
  return found;
}

async function download(folder: string, say: (line: string) => void, firstByteWithinMs: number): Promise<string> {
  const script = fileURLToPath(new URL('../../download-mongod.mjs', import.meta.url));
  const env = withoutVariables(process.env, ['NODE_OPTIONS']);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, folder, MONGOD_VERSION], {
      env: { MONGOMS_MAX_RETRIES: '2', ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let binary = '';
    let why = 'mongod cannot be downloaded';
    const giveUp = (): void => {
      why = 'the download of mongod did not get going';
      child.kill('SIGKILL');
    };
    let deadline = setTimeout(giveUp, firstByteWithinMs);
    child.stdout.on('data', (chunk: Buffer) => {
      clearTimeout(deadline);
      deadline = setTimeout(giveUp, NEXT_BYTE_WITHIN_MS);
      const text = chunk.toString();
      const percent = /: ([\d.]+%.*?\))/.exec(text)?.[1];
      if (percent !== undefined) say(`MongoDB: downloading mongod, ${percent}`);
      binary = /^mongod=(.+)$/m.exec(text)?.[1] ?? binary;
    });
    child.on('close', (code) => {
      clearTimeout(deadline);
      if (code === 0 && binary !== '') resolve(binary);
      else reject(new RungGivesWay(why));
    });
  });
}
