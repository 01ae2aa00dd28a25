import { readFileSync } from 'node:fs';

/** Reads one of this package's own data files; valid from `src/` and from `dist/`. */
export function readData(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8'));
}
