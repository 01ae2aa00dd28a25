import { hasName, valuesOf, type PdfObject } from './pdf-objects.js';
import type { PdfValue } from './pdf-value.js';

/** The way from the file to its pages, by object numbers: what a reader follows to show the first one. */
export interface PageTree {
  readonly roots: Set<number>;
  /** From a catalog to its tree, and from a node to its kids. */
  readonly branches: Map<number, readonly number[]>;
  readonly pages: Set<number>;
}

export function noPages(): PageTree {
  return { roots: new Set(), branches: new Map(), pages: new Set() };
}

export function notePages({ roots, branches, pages }: PageTree, { number, value }: PdfObject): void {
  for (const root of targetsOf(value, 'Root')) roots.add(root);
  if (number === null) return;
  if (hasName(value, 'Type', 'Page')) pages.add(number);
  const isBranch = hasName(value, 'Type', 'Catalog') || hasName(value, 'Type', 'Pages');
  if (isBranch) branches.set(number, [...targetsOf(value, 'Pages'), ...targetsOf(value, 'Kids')]);
}

/** Each node is looked at once: a tree whose branches meet again would be walked for ever. */
export function hasPages({ roots, branches, pages }: PageTree): boolean {
  const reached = new Set(roots);
  for (const number of reached) {
    if (pages.has(number)) return true;
    for (const next of branches.get(number) ?? []) reached.add(next);
  }
  return false;
}

function targetsOf(value: PdfValue, key: string): readonly number[] {
  const found = valuesOf(value, key).flatMap((item) => (item.kind === 'array' ? item.items : [item]));
  return found.flatMap((item) => (item.kind === 'reference' ? [item.to] : []));
}
