import { isRecord } from './answers.js';
import { type DefinitionProblem } from './definition-problem.js';
import { parseLists, parseProcedure } from './parse-procedure.js';
import type { ProcedureDefinition } from './procedure.js';

export interface CatalogueProblem extends DefinitionProblem {
  readonly file: string;
}

export type ParsedCatalogue =
  | { readonly ok: true; readonly definitions: readonly ProcedureDefinition[] }
  | { readonly ok: false; readonly problems: readonly CatalogueProblem[] };

const optionSetFile = 'option-sets.json';
const agencyFile = 'agencies.json';

/**
 * Reads a whole catalogue: `option-sets.json`, `agencies.json` and one `<code>.json` per procedure.
 * @param files what each file holds, by its name; definitions come out in the order of their codes
 */
export function parseCatalogue(files: Readonly<Record<string, unknown>>): ParsedCatalogue {
  const lists = { optionSets: files[optionSetFile], agencies: files[agencyFile] };
  const parsedLists = parseLists(lists);
  if (!parsedLists.ok) return { ok: false, problems: parsedLists.problems.map(inListFile) };
  const problems: CatalogueProblem[] = [];
  const definitions: ProcedureDefinition[] = [];
  const names = Object.keys(files).filter((name) => name !== optionSetFile && name !== agencyFile);
  for (const file of names.sort()) {
    const json = files[file];
    const parsed = parseProcedure(json, lists);
    if (parsed.ok) definitions.push(parsed.definition);
    else problems.push(...parsed.problems.map((problem) => ({ ...problem, file })));
    if (isRecord(json) && `${String(json['code'])}.json` !== file) {
      problems.push({ file, path: '/code', code: 'badValue', message: `the file is named after another code` });
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, definitions };
}

function inListFile(problem: DefinitionProblem): CatalogueProblem {
  const [, list = '', ...rest] = problem.path.split('/');
  const path = rest.map((step) => `/${step}`).join('');
  return { ...problem, path, file: list === 'agencies' ? agencyFile : optionSetFile };
}
