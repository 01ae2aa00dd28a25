import { access, constants, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from './engine-error.js';
import { withLock } from './lock.js';

/** Where engines are kept between runs: `$MOTCUA_ENGINES_DIR`, else `~/.cache/motcua/engines`. */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  const own = env['MOTCUA_ENGINES_DIR'];
  return own !== undefined && own !== '' ? own : join(homedir(), '.cache', 'motcua', 'engines');
}

export interface CachedFolder {
  readonly name: string;
  /** Whether what lies there can be used; a half-written or damaged folder is built anew. */
  isWhole(folder: string): Promise<boolean>;
  /** Fills an empty folder. It is renamed to its place only when this has settled. */
  build(folder: string): Promise<void>;
}

/**
 * The folder `<cache>/<name>`, built when it is not whole. Safe for two runs at once and for a run killed half-way:
 * a build happens in a sibling folder under a lock and appears by one rename.
 */
export async function ensureCached(
  wanted: CachedFolder,
  say: (line: string) => void,
  cache: string = cacheDir(),
): Promise<string> {
  const folder = join(cache, wanted.name);
  if (await wanted.isWhole(folder)) return folder;
  await makeCache(cache);
  const onWait = (): void => {
    say(`waiting for another run that is preparing ${wanted.name} …`);
  };
  return withLock(join(cache, `${wanted.name}.lock`), onWait, async () => {
    if (await wanted.isWhole(folder)) return folder;
    await removeLeftovers(cache, wanted.name);
    const building = join(cache, `${wanted.name}.building-${String(process.pid)}`);
    await mkdir(building, { recursive: true });
    try {
      await wanted.build(building);
      await rm(folder, { recursive: true, force: true });
      await rename(building, folder);
    } finally {
      await rm(building, { recursive: true, force: true });
    }
    return folder;
  });
}

async function makeCache(cache: string): Promise<void> {
  try {
    await mkdir(cache, { recursive: true });
    await access(cache, constants.W_OK);
  } catch (error) {
    const message = `engines cannot be kept in ${cache}; name another folder in MOTCUA_ENGINES_DIR`;
    throw new EngineError('CACHE_NOT_WRITABLE', message, { cause: error });
  }
}

async function removeLeftovers(cache: string, name: string): Promise<void> {
  const leftovers = (await readdir(cache)).filter((entry) => entry.startsWith(`${name}.building-`));
  for (const entry of leftovers) await rm(join(cache, entry), { recursive: true, force: true });
}
