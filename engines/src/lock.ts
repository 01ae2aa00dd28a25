import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError, hasCode } from './engine-error.js';

const BEAT_MS = 2_000;
const STALE_MS = 20_000;
const POLL_MS = 250;
const BUILD_PATIENCE_MS = 30 * 60_000;

/**
 * Runs `work` while holding the lock file, so that two runs at once build a thing once. What `work` produces must
 * itself appear by one rename: a lock on files can only spare double work, never be the guarantee.
 */
export async function withLock<Result>(file: string, onWait: () => void, work: () => Promise<Result>): Promise<Result> {
  const owner = await takeLock(file, process.pid, onWait, () => BUILD_PATIENCE_MS);
  if (owner === null) throw new EngineError('CACHE_BUSY', `another run has been holding ${file} for too long`);
  const beat = setInterval(() => void touch(file), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if ((await readOwner(file)) === owner) await rm(file, { force: true });
  }
}

/**
 * Takes a lock file in the name of the process `pid`, which must touch it every two seconds and remove it at its end. A
 * holder that died (its pid is gone, or its file is older than 20 s) is pushed aside. Gives what it wrote into the file,
 * or null when somebody alive has held it for longer than `patienceMs` of what that one wrote.
 */
export async function takeLock(
  file: string,
  pid: number,
  onWait: () => void,
  patienceMs: (holder: string) => number,
): Promise<string | null> {
  await mkdir(dirname(file), { recursive: true });
  const owner = `${pid} ${randomBytes(6).toString('hex')}`;
  const startedAt = Date.now();
  let waited = false;
  while (!(await take(file, owner))) {
    if (await isStale(file)) {
      await pushAside(file);
      continue;
    }
    const waitedMs = Date.now() - startedAt;
    if (waitedMs > patienceMs((await readOwner(file)) ?? '')) return null;
    if (!waited) onWait();
    waited = true;
    // There is no event for "another process removed a file" that every file system delivers.
    await delay(POLL_MS);
  }
  return owner;
}

async function take(file: string, owner: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(owner);
    await handle.close();
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  const [owner, info] = await Promise.all([readOwner(file), stat(file).catch(() => null)]);
  if (info === null) return false;
  const age = Date.now() - info.mtimeMs;
  if (age > STALE_MS) return true;
  const pid = Number.parseInt(owner ?? '', 10);
  // Just created and not yet written: give its owner a moment.
  if (Number.isNaN(pid)) return false;
  return !isAlive(pid);
}

/** Renaming is atomic, so of two runs that find the same stale lock only one moves it; a lock taken since is put back. */
async function pushAside(file: string): Promise<void> {
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if (await isStale(aside)) await rm(aside, { force: true });
  else await rename(aside, file);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  // The lock may have been pushed aside while this machine slept; then there is nothing left to keep fresh.
  await utimes(file, now, now).catch(() => undefined);
}

async function readOwner(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}
