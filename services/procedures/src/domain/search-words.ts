/** What a searcher typed, as the words it is compared by. */
import { Refusal } from '@motcua/service-kit/pure';
import { searchKey } from '@motcua/vietnam';

const longestSearch = 200;

/** Folded words without punctuation; a dot stays, because codes have one. @throws Refusal SEARCH_TOO_LONG */
export function searchWords(text: string | null | undefined): readonly string[] {
  if ((text ?? '').length > longestSearch) {
    throw new Refusal('SEARCH_TOO_LONG', 'Search for fewer words.', { most: longestSearch });
  }
  return wordsOf(text ?? '');
}

/** The same words, of a text of ours. */
export function wordsOf(text: string): readonly string[] {
  return searchKey(text)
    .split(/[^\p{L}\p{N}.]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** Whether each word typed begins a word of the text, in any order. */
export function holdsAll(text: string, words: readonly string[]): boolean {
  const held = wordsOf(text);
  return words.every((word) => held.some((each) => each.startsWith(word)));
}
