/** Which procedures a searcher means, best first. */
import { Refusal } from '@motcua/service-kit/pure';
import type { PublishedVersion } from './published-version.js';
import { holdsAll, searchWords, wordsOf } from './search-words.js';
import { placeOfBeginning, placesOf, type Phrase, type Place, type Vocabulary } from './vocabulary.js';

export interface ProcedureSearch {
  readonly search?: string | null | undefined;
  readonly lifeEvent?: string | null | undefined;
  readonly sector?: string | null | undefined;
  readonly level?: number | null | undefined;
}

/**
 * By how the words were found, else by code. `meant`: one synonym says it all; then the weakest of what its words were
 * found in decides.
 */
const ranks = { meant: 0, name: 1, guideName: 2, synonym: 3, other: 4 } as const;

/** Those that fit everything asked. @throws Refusal SEARCH_TOO_LONG, UNKNOWN_LIFE_EVENT */
export function searchProcedures(
  versions: readonly PublishedVersion[],
  { search, lifeEvent, sector, level }: ProcedureSearch,
  vocabulary: Vocabulary,
): readonly PublishedVersion[] {
  const typed = readTyped(searchWords(search), vocabulary.fillers);
  const sectorWords = searchWords(sector);
  const codes = typeof lifeEvent === 'string' ? codesOf(lifeEvent, vocabulary) : null;
  return versions
    .filter(({ code }) => codes === null || codes.includes(code))
    .filter(({ definition: { procedure } }) => typeof level !== 'number' || procedure.serviceLevel === level)
    .filter(({ definition: { procedure } }) => holdsAll(procedure.sector, sectorWords))
    .flatMap((version) => {
      const rank = rankOf(version, typed, vocabulary.synonyms.get(version.code) ?? []);
      return rank === null ? [] : [{ version, rank }];
    })
    .sort((a, b) => a.rank - b.rank || (a.version.code < b.version.code ? -1 : 1))
    .map(({ version }) => version);
}

function codesOf(lifeEvent: string, { lifeEvents }: Vocabulary): readonly string[] {
  const found = lifeEvents.find(({ id }) => id === lifeEvent);
  if (found !== undefined) return found.procedures;
  throw new Refusal('UNKNOWN_LIFE_EVENT', 'There is no such life event.', { known: lifeEvents.map(({ id }) => id) });
}

interface Typed {
  readonly words: readonly string[];
  /** Positions of the words that say what is wanted. */
  readonly telling: readonly number[];
}

/** Fillers are passed over, unless nothing else was typed. */
function readTyped(words: readonly string[], fillers: readonly Phrase[]): Typed {
  const idle = positionsIn(fillers.flatMap((filler) => placesOf(filler, words)));
  const all = words.map((_, at) => at);
  const telling = all.filter((at) => !idle.has(at));
  return { words, telling: telling.length > 0 ? telling : all };
}

/** Null when a telling word is found nowhere. */
function rankOf(version: PublishedVersion, { words, telling }: Typed, synonyms: readonly Phrase[]): number | null {
  const places = synonyms
    .flatMap((phrase) => [...placesOf(phrase, words), placeOfBeginning(phrase, words)])
    .filter((place) => place !== null)
    .filter(({ from, to }) => telling.some((at) => from <= at && at < to));
  if (telling.length > 0 && places.some(({ from, to }) => telling.every((at) => from <= at && at < to))) {
    return ranks.meant;
  }
  const inSynonym = positionsIn(places);
  const { name, guideName, other } = heldWordsOf(version);
  const found = telling.map((at) => {
    const word = words[at] ?? '';
    const begins = (held: readonly string[]): boolean => held.some((each) => each.startsWith(word));
    if (begins(name)) return ranks.name;
    if (begins(guideName)) return ranks.guideName;
    if (inSynonym.has(at)) return ranks.synonym;
    return begins(other) ? ranks.other : nowhere;
  });
  const weakest = Math.max(ranks.meant, ...found);
  return weakest === nowhere ? null : weakest;
}

const nowhere = Number.POSITIVE_INFINITY;

type HeldWords = Readonly<Record<'name' | 'guideName' | 'other', readonly string[]>>;

/** The words a procedure is found by; a version never changes, so they are made once. */
const heldWords = new WeakMap<PublishedVersion, HeldWords>();

function heldWordsOf(version: PublishedVersion): HeldWords {
  const { nameVi, nameEn, guideNameVi = '', otherCodes = [], results } = version.definition.procedure;
  const made = heldWords.get(version) ?? {
    name: [...wordsOf(`${nameVi} ${nameEn}`), ...codeWords(version.code)],
    guideName: wordsOf(guideNameVi),
    other: [...otherCodes.flatMap(codeWords), ...results.flatMap((each) => wordsOf(`${each.nameVi} ${each.nameEn}`))],
  };
  heldWords.set(version, made);
  return made;
}

/** The part of a code behind its dot is what people remember. */
function codeWords(code: string): readonly string[] {
  return [code, ...code.split('.')];
}

function positionsIn(places: readonly Place[]): ReadonlySet<number> {
  return new Set(places.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)));
}
