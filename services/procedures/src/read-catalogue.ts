import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseCatalogue, type ParsedCatalogue } from '@motcua/procedure-definition';

/** The eight procedures this repository brings; valid from `src/` and from `dist/`. */
export const catalogueFolder = fileURLToPath(new URL('../catalogue/', import.meta.url));

/** Reads every JSON file of a catalogue folder (not its subfolders). @throws when a file is missing or no JSON. */
export function readCatalogue(folder: string = catalogueFolder): ParsedCatalogue {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return parseCatalogue(Object.fromEntries(names.map((name) => [name, readJson(`${folder}/${name}`)])));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
