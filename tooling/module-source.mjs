// Loads modules from their source, so that what is generated never depends on an older build.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @returns the exports of the event contracts, or null where the tree has none */
export async function loadContracts(root) {
  const source = join(root, 'packages', 'event-contracts', 'src');
  if (!existsSync(source)) return null;
  const files = readdirSync(source).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const [contracts] = await loadModules(root, source, files, ['index']);
  return contracts;
}

/** @returns the table of a dossier's life and its phases, or null where the tree has none */
export async function loadLifecycle(root) {
  const source = join(root, 'services', 'dossiers', 'src', 'domain');
  if (!existsSync(join(source, 'lifecycle-table.ts'))) return null;
  const [table, phase] = await loadModules(
    root,
    source,
    ['lifecycle-table.ts', 'phase.ts'],
    ['lifecycle-table', 'phase'],
  );
  return { ...table, ...phase };
}

async function loadModules(root, source, files, entries) {
  const { default: ts } = await import('typescript');
  // Inside the tree, so that packages are found as the modules themselves find them.
  mkdirSync(join(root, '.motcua'), { recursive: true });
  const folder = mkdtempSync(join(root, '.motcua', 'source-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    for (const file of files) {
      const { outputText } = ts.transpileModule(readFileSync(join(source, file), 'utf8'), {
        compilerOptions: {
          target: ts.ScriptTarget.ES2023,
          module: ts.ModuleKind.ESNext,
          verbatimModuleSyntax: true,
        },
      });
      writeFileSync(join(folder, file.replace(/\.ts$/, '.js')), outputText);
    }
    return await Promise.all(entries.map((entry) => import(pathToFileURL(join(folder, `${entry}.js`)).href)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
