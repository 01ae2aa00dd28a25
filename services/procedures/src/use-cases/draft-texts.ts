import { parseProcedure, type ProcedureDefinition } from '@motcua/procedure-definition';
import type { Texts } from '../context.js';
import type { DraftProblem, DraftSource } from '../domain/drafted-definition.js';

/** As the admin gave it. */
export async function readSource(texts: Texts, hash: string): Promise<DraftSource> {
  return (await readText(texts, hash)) as DraftSource; // written by draftVersion from a checked source
}

export async function readProblems(texts: Texts, hash: string): Promise<readonly DraftProblem[]> {
  return (await readText(texts, hash)) as readonly DraftProblem[]; // written by keepProblems alone
}

export function keepProblems(texts: Texts, problems: readonly DraftProblem[]): Promise<string> {
  return texts.keep(JSON.stringify(problems));
}

/** The definition that a check froze. */
export async function readFrozen(texts: Texts, hash: string): Promise<ProcedureDefinition> {
  const { procedure, ...lists } = (await readText(texts, hash)) as Record<
    'procedure' | 'optionSets' | 'agencies',
    unknown
  >; // written by checkVersion, parsed right below
  const parsed = parseProcedure(procedure, lists);
  if (parsed.ok) return parsed.definition;
  throw new Error(`the checked definition ${hash} does not parse: ${JSON.stringify(parsed.problems)}`);
}

async function readText(texts: Texts, hash: string): Promise<unknown> {
  const [text] = await texts.read([hash]);
  if (typeof text === 'string') return JSON.parse(text);
  throw new Error(`the text ${hash} is gone`);
}
