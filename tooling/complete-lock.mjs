// Adds to package-lock.json the binaries of other platforms that a registry mirror left out: npm then writes a lock
// without them, and `npm ci` refuses such a lock. Run after `npm install`; a house test says when it is needed.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));

/** Optional dependencies of an exact version that the lock does not name: [path, version, parent]. */
export function missingIn(lock) {
  return Object.entries(lock.packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => /^\d+\.\d+\.\d+$/.test(version) && !(`node_modules/${name}` in lock.packages))
      .map(([name, version]) => [`node_modules/${name}`, version, parent]),
  );
}

/** `@swc/core-linux-arm-gnueabihf` → linux, arm, glibc: the napi names say it. */
function platformOf(path) {
  const [, os, cpu, libc] = /(darwin|linux|win32|freebsd|android|openharmony)-([a-z0-9]+)(?:-(.+))?$/.exec(path) ?? [];
  if (os === undefined) throw new Error(`${path} names no platform: add it to the lock by hand`);
  const family = libc?.startsWith('musl') ? 'musl' : 'glibc';
  return { cpu: [cpu], os: [os], ...(os === 'linux' ? { libc: [family] } : {}) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingIn(lock);
  for (const [path, version, parent] of missing) {
    const { dev } = lock.packages[parent];
    lock.packages[path] = { version, ...platformOf(path), ...(dev ? { dev } : {}), optional: true };
  }
  const { '': root, ...others } = lock.packages;
  lock.packages = {
    '': root,
    ...Object.fromEntries(Object.entries(others).sort(([a], [b]) => a.localeCompare(b, 'en'))),
  };
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.length} entries added to package-lock.json`);
}
