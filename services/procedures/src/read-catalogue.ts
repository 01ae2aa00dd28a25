import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseCatalogue, type CatalogueProblem, type ParsedCatalogue } from '@motcua/procedure-definition';

/** The eight procedures this repository brings; valid from `src/` and from `dist/`. */
export const catalogueFolder = fileURLToPath(new URL('../catalogue/', import.meta.url));

/** Reads every JSON file of a catalogue folder (not its subfolders), with every place that is wrong. */
export function readCatalogue(folder: string = catalogueFolder): ParsedCatalogue {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const files = names.map((name) => [name, readJson(`${folder}/${name}`)] as const);
  const broken = files.flatMap(([file, json]) => (json === notJson ? [brokenFile(file)] : []));
  return broken.length > 0 ? { ok: false, problems: broken } : parseCatalogue(Object.fromEntries(files));
}

/** What a file that is no JSON reads as; no JSON is undefined. */
export const notJson = undefined;

export function readJson(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    // The parser quotes the file without naming it; whoever reads it names it.
    return notJson;
  }
}

function brokenFile(file: string): CatalogueProblem {
  return { file, path: '', code: 'badValue', message: 'the file is not JSON' };
}
