// Turns every workspace's src/ into dist/, file by file and only what changed. Types are checked elsewhere
// (npm run typecheck), so a platform starts in seconds.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @returns {Promise<{ written: number, kept: number }>} */
export async function build() {
  const { default: ts } = await import('typescript');
  const counts = { written: 0, kept: 0 };
  for (const workspace of workspaces()) {
    const src = join(workspace, 'src');
    if (!existsSync(src)) continue;
    const sources = filesBelow(src).filter((file) => file.endsWith('.ts') && !/\.(test|d)\.ts$/.test(file));
    const targets = new Set();
    for (const file of sources) {
      const target = join(workspace, 'dist', relative(src, file)).replace(/\.ts$/, '.js');
      targets.add(target);
      // A target bears the time of the source it was made from: one that was saved while it was read is made again.
      const { mtime } = statSync(file);
      if (existsSync(target) && Math.abs(statSync(target).mtimeMs - mtime.getTime()) < 1) {
        counts.kept += 1;
        continue;
      }
      const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
        fileName: file,
        compilerOptions: {
          target: ts.ScriptTarget.ES2023,
          module: ts.ModuleKind.ESNext,
          verbatimModuleSyntax: true,
          inlineSourceMap: true,
        },
      });
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, outputText);
      utimesSync(target, mtime, mtime);
      counts.written += 1;
    }
    removeStale(join(workspace, 'dist'), targets);
  }
  return counts;
}

function workspaces() {
  const { workspaces: globs } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return globs.flatMap((glob) =>
    glob.endsWith('/*')
      ? readdirSync(join(root, glob.slice(0, -2))).map((name) => join(root, glob.slice(0, -2), name))
      : [join(root, glob)],
  );
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function removeStale(dist, targets) {
  if (!existsSync(dist)) return;
  for (const file of filesBelow(dist)) if (!targets.has(file)) rmSync(file);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { written, kept } = await build();
  console.log(`built ${written} files, ${kept} unchanged`);
}
