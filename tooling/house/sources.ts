import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const services = ['procedures', 'dossiers', 'payments', 'notifications', 'delivery'] as const;

/** One source file, its path from the root with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const passedOver = new Set(['node_modules', 'dist', '.motcua', '.git', 'generated', 'coverage']);

/** Every file of the repository with one of the endings, generated ones left out. */
export function sourcesWith(...endings: readonly string[]): readonly Source[] {
  return walk(root)
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .map((file) => ({ path: relative(root, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }));
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');
export const exists = (path: string): boolean => existsSync(join(root, path));

/** The specifiers a TypeScript file imports or re-exports. */
export function importsOf({ text }: Source): readonly string[] {
  return [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^'";]*?\bfrom\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
    ),
  ].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');
}

function walk(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (passedOver.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}
