/** The words people use for what the catalogue calls otherwise, and what in a life brings them here; collected by us. */
export interface LifeEvent {
  readonly id: string;
  readonly name: { readonly vi: string; readonly en: string };
  /** National codes, in the order in which they are usually done. */
  readonly procedures: readonly string[];
}

/** Folded words that belong together in this order. */
export type Phrase = readonly string[];

export interface Vocabulary {
  readonly lifeEvents: readonly LifeEvent[];
  /** By national code. */
  readonly synonyms: ReadonlyMap<string, readonly Phrase[]>;
  /** What is said around a wish and says nothing about it: “I want to”, “where”. */
  readonly fillers: readonly Phrase[];
}

/** Where a phrase stands in what was typed, whole: positions from `from` up to and without `to`. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

export function placesOf(phrase: Phrase, words: readonly string[]): readonly Place[] {
  return words.flatMap((_, from) =>
    phrase.every((word, at) => words[from + at] === word) ? [{ from, to: from + phrase.length }] : [],
  );
}

/** A word alone must be typed this far before it is taken for the beginning of a synonym. */
const leastLetters = 3;

/**
 * Where what was typed ends within a phrase, the last word perhaps cut off: people see results while they type. One word is
 * not enough of a phrase of several, or “con” would stand for whatever begins with it.
 */
export function placeOfBeginning(phrase: Phrase, words: readonly string[]): Place | null {
  const last = words.at(-1) ?? '';
  for (let from = Math.max(0, words.length - phrase.length); from < words.length; from += 1) {
    const typed = words.length - from;
    const enough = phrase.length === 1 ? last.length >= leastLetters : typed > 1;
    const before = words.slice(from, -1).every((word, at) => word === phrase[at]);
    if (enough && before && phrase[typed - 1]?.startsWith(last) === true) return { from, to: words.length };
  }
  return null;
}
