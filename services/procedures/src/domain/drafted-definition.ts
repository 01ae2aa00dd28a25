/** A definition somebody drafted, read by the lists given with it and, for the rest, by the catalogue's own. */
import {
  parseProcedure,
  type ParsedProcedure,
  type ProcedureDefinition,
  type ProcedureLists,
} from '@motcua/procedure-definition';
import { Refusal } from '@motcua/service-kit/pure';
import { isRecord } from './json-record.js';
import type { PublishedVersion } from './published-version.js';

/** As it was given; lists that are null were not given. */
export interface DraftSource {
  readonly definition: Readonly<Record<string, unknown>>;
  readonly optionSets: unknown;
  readonly agencies: unknown;
}

/** One thing wrong, in a definition (JSON pointer) or in a sample application (`samples/0`). */
export interface DraftProblem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** Of everything that was given, as JSON text. The largest of the ward's eight has a fifth of it. */
const mostCharacters = 300_000;
/** Nobody reads more; the last one then says how many there are. */
const mostProblems = 2_000;

/** @throws Refusal DEFINITION_NOT_AN_OBJECT, DEFINITION_TOO_LARGE */
export function readDraftSource(given: {
  readonly definition: unknown;
  readonly optionSets?: unknown;
  readonly agencies?: unknown;
}): { readonly source: DraftSource; readonly text: string } {
  const { definition, optionSets = null, agencies = null } = given;
  if (!isRecord(definition)) throw new Refusal('DEFINITION_NOT_AN_OBJECT', 'A definition is a JSON object.');
  const source = { definition, optionSets, agencies };
  const text = JSON.stringify(source);
  if (text.length > mostCharacters) {
    const size = { characters: text.length, most: mostCharacters };
    throw new Refusal('DEFINITION_TOO_LARGE', `A definition has at most ${mostCharacters} characters.`, size);
  }
  return { source, text };
}

/** Lists given stand before the catalogue's own of the same name. */
export function parseDraft({ definition, optionSets, agencies }: DraftSource, own: ProcedureLists): ParsedProcedure {
  return parseProcedure(definition, {
    optionSets: together(own.optionSets, optionSets),
    agencies: together(own.agencies, agencies),
  });
}

/** The lists of what is published: newest first, but before all others those of the procedure itself. */
export function listsFor(code: unknown, versions: readonly PublishedVersion[]): ProcedureLists {
  const age = (version: PublishedVersion) =>
    `${version.code === code ? 1 : 0} ${version.publishedAt.toISOString()} ${String(version.version).padStart(6, '0')}`;
  const oldestFirst = [...versions].sort((a, b) => (age(a) < age(b) ? -1 : 1));
  const join = (name: 'optionSets' | 'agencies') =>
    Object.fromEntries(oldestFirst.flatMap(({ definition }) => Object.entries(definition[name])));
  return { optionSets: join('optionSets'), agencies: join('agencies') };
}

/**
 * Compulsory steps of agencies that no compulsory step of anything published has: nobody would do them, and dossiers refuse
 * such a version when they hear of it. A new agency comes with the files, together with whoever answers for it.
 */
export function strandedSteps(
  { procedure }: ProcedureDefinition,
  versions: readonly PublishedVersion[],
): readonly DraftProblem[] {
  const stepsOf = (definition: ProcedureDefinition) =>
    definition.procedure.steps.filter(({ optional }) => optional !== true);
  const known = new Set(versions.flatMap(({ definition }) => stepsOf(definition).map(({ agency }) => agency)));
  return procedure.steps.flatMap(({ agency, optional }, at) =>
    optional === true || known.has(agency)
      ? []
      : [{ path: `/steps/${at}/agency`, code: 'agencyWithoutPlace', message: `nobody answers for ${agency} here` }],
  );
}

/** Code and number, as far as the definition says them. */
export function aboutDraft({ definition: { code, version } }: DraftSource): {
  readonly procedureCode: string | null;
  readonly version: number | null;
} {
  return {
    procedureCode: typeof code === 'string' && code.length <= longestCode ? code : null,
    version: Number.isInteger(version) && Math.abs(Number(version)) <= largestInt ? Number(version) : null,
  };
}

export function withinReason(problems: readonly DraftProblem[]): readonly DraftProblem[] {
  const { length } = problems;
  if (length <= mostProblems) return problems;
  const rest = { path: '', code: 'more', message: `and ${length - mostProblems} more` };
  return [...problems.slice(0, mostProblems), rest];
}

const longestCode = 60;
/** As GraphQL's Int. */
const largestInt = 2 ** 31 - 1;

function together(own: unknown, given: unknown): unknown {
  if (given === null || given === undefined) return own;
  // What is no object is for the parser to refuse with its place.
  return isRecord(own) && isRecord(given) ? { ...own, ...given } : given;
}
