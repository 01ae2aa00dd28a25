// Loads packages/event-contracts from its source, so that what is generated never depends on an older build.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @returns the module's exports, or null where the tree has no contracts */
export async function loadContracts(root) {
  const source = join(root, 'packages', 'event-contracts', 'src');
  if (!existsSync(source)) return null;
  const { default: ts } = await import('typescript');
  // Inside the tree, so that zod is found as the package itself finds it.
  mkdirSync(join(root, '.motcua'), { recursive: true });
  const folder = mkdtempSync(join(root, '.motcua', 'contracts-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    for (const file of readdirSync(source).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
      const { outputText } = ts.transpileModule(readFileSync(join(source, file), 'utf8'), {
        compilerOptions: {
          target: ts.ScriptTarget.ES2023,
          module: ts.ModuleKind.ESNext,
          verbatimModuleSyntax: true,
        },
      });
      writeFileSync(join(folder, file.replace(/\.ts$/, '.js')), outputText);
    }
    return await import(pathToFileURL(join(folder, 'index.js')).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
