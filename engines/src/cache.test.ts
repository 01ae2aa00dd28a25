import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDir, ensureCached, type CachedFolder } from './cache.js';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'motcua-cache-'));
});
afterEach(() => rmSync(cache, { recursive: true }));

describe('the cache', () => {
  it('lies where MOTCUA_ENGINES_DIR says, else in the home folder', () => {
    expect(cacheDir({ MOTCUA_ENGINES_DIR: '/engines' })).toBe('/engines');
    expect(cacheDir({ MOTCUA_ENGINES_DIR: '' })).toMatch(/\/\.cache\/motcua\/engines$/);
  });

  it('is refused with a code where nothing can be kept', async () => {
    writeFileSync(join(cache, 'file'), '');
    await expect(ensureCached(countingThing(), () => undefined, join(cache, 'file'))).rejects.toMatchObject({
      code: 'CACHE_NOT_WRITABLE',
    });
  });

  it('builds a thing once for two runs at once', async () => {
    const said: string[] = [];
    const thing = countingThing();
    const both = await Promise.all([1, 2].map(() => ensureCached(thing, (line) => said.push(line), cache)));
    expect(both).toEqual([join(cache, 'thing'), join(cache, 'thing')]);
    expect(thing.builds()).toBe(1);
    expect(said).toEqual(['waiting for another run that is preparing thing …']);
  });

  it('repairs a folder that was half written', async () => {
    mkdirSync(join(cache, 'thing'));
    writeFileSync(join(cache, 'thing', 'content'), 'who');
    const thing = countingThing();
    const folder = await ensureCached(thing, () => undefined, cache);
    expect(readFileSync(join(folder, 'content'), 'utf8')).toBe('whole');
    expect(thing.builds()).toBe(1);
  });

  it('shows nothing of a build that failed, and the next one succeeds', async () => {
    const failing = { ...countingThing(), build: () => Promise.reject(new Error('no network')) };
    await expect(ensureCached(failing, () => undefined, cache)).rejects.toThrow('no network');
    expect(readdirSync(cache)).toEqual([]);
    await expect(ensureCached(countingThing(), () => undefined, cache)).resolves.toBe(join(cache, 'thing'));
  });

  it('sweeps up what a killed build left, and does not wait for its lock', async () => {
    const { pid } = spawnSync('true');
    mkdirSync(join(cache, `thing.building-${pid}`));
    writeFileSync(join(cache, 'thing.lock'), `${pid} abc`);
    await ensureCached(countingThing(), () => undefined, cache);
    expect(readdirSync(cache)).toEqual(['thing']);
  });

  it('does not wait for a lock whose process number belongs to somebody else by now', async () => {
    const lock = join(cache, 'thing.lock');
    writeFileSync(lock, `${process.ppid} abc`);
    const anHourAgo = Date.now() / 1000 - 3600;
    utimesSync(lock, anHourAgo, anHourAgo);
    await ensureCached(countingThing(), () => undefined, cache);
    expect(readdirSync(cache)).toEqual(['thing']);
  });
});

function countingThing(): CachedFolder & { builds(): number } {
  let builds = 0;
  return {
    name: 'thing',
    builds: () => builds,
    isWhole: async (folder) => (await readFile(join(folder, 'content'), 'utf8').catch(() => '')) === 'whole',
    build: async (folder) => {
      builds += 1;
      await writeFile(join(folder, 'content'), 'whole');
    },
  };
}
