// Runs before `npm start` and `npm test` on a bare clone: nothing but Node's own modules may be imported here.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Motcua needs Node 20.19 or later; this is ${process.version}. See https://nodejs.org.`);
  process.exit(1);
}
if (!isInstalled()) install();
const { build } = await import('./build.mjs');
const { written } = await build();
if (written > 0) console.error(`built ${written} files`);

/** npm keeps what it installed in node_modules/.package-lock.json: stale as soon as a version differs from ours. */
function isInstalled() {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      !path.startsWith('node_modules/') || entry.link || entry.optional || present[path]?.version === entry.version,
  );
}

function install() {
  console.error('installing dependencies from package-lock.json (about a minute the first time) …');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
