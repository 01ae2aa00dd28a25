import { z } from 'zod';
import { wordsOf } from './domain/search-words.js';
import type { LifeEvent, Phrase, Vocabulary } from './domain/vocabulary.js';
import { notJson, readJson } from './read-catalogue.js';

/** Says that it is our own collection and no official list. */
const ours = { ours: z.literal(true), note: z.string().optional() };
const Codes = z.array(z.string()).min(1);
const Wording = z.string().refine((text) => wordsOf(text).length > 0, 'no word in it');
const Wordings = z.strictObject({ vi: z.array(Wording), en: z.array(Wording) });

const LifeEvents = z.strictObject({
  ...ours,
  lifeEvents: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
      name: z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }),
      procedures: Codes,
    }),
  ),
});

const Synonyms = z.strictObject({
  ...ours,
  synonyms: z.array(z.strictObject({ procedures: Codes, ...Wordings.shape })),
  fillers: Wordings,
});

export type ReadVocabulary =
  { readonly ok: true; readonly vocabulary: Vocabulary } | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the words of a search folder; they may lead only to procedures that exist, and to each one once. */
export function readVocabulary(folder: string, procedureCodes: readonly string[]): ReadVocabulary {
  const events = readPart(folder, 'life-events.json', LifeEvents);
  const words = readPart(folder, 'synonyms.json', Synonyms);
  const problems = [
    ...events.problems,
    ...(events.data === null ? [] : problemsOfEvents(events.data.lifeEvents, procedureCodes)),
    ...words.problems,
    ...(words.data === null ? [] : problemsOfSynonyms(words.data, procedureCodes)),
  ];
  if (events.data === null || words.data === null || problems.length > 0) return { ok: false, problems };
  const { fillers } = words.data;
  const vocabulary = {
    lifeEvents: events.data.lifeEvents,
    synonyms: byProcedure(words.data),
    fillers: [...fillers.vi, ...fillers.en].map(wordsOf),
  };
  return { ok: true, vocabulary };
}

function readPart<Shape extends z.ZodType>(
  folder: string,
  name: string,
  shape: Shape,
): { readonly data: z.infer<Shape> | null; readonly problems: readonly string[] } {
  const file = `search/${name}`;
  const json = readJson(`${folder}/${name}`);
  if (json === notJson) return { data: null, problems: [`${file}: the file is not JSON`] };
  const parsed = shape.safeParse(json);
  if (parsed.success) return { data: parsed.data, problems: [] };
  return {
    data: null,
    problems: parsed.error.issues.map(({ path, message }) => `${file}/${path.map(String).join('/')}: ${message}`),
  };
}

function problemsOfEvents(events: readonly LifeEvent[], known: readonly string[]): readonly string[] {
  return events.flatMap(({ id, procedures }, at) => {
    const place = `search/life-events.json/lifeEvents/${at}`;
    const twice = events.findIndex((other) => other.id === id) < at ? [`${place}/id: ${id} occurs twice`] : [];
    return [...twice, ...problemsOfCodes(procedures, known, place)];
  });
}

function problemsOfSynonyms({ synonyms }: z.infer<typeof Synonyms>, known: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return synonyms.flatMap(({ procedures, vi, en }, at) => {
    const place = `search/synonyms.json/synonyms/${at}`;
    const repeated = Object.entries({ vi, en }).flatMap(([language, texts]) =>
      texts.flatMap((text, index) => {
        const keys = procedures.map((code) => `${code} ${wordsOf(text).join(' ')}`);
        const isKnown = keys.some((key) => seen.has(key));
        for (const key of keys) seen.add(key);
        return isKnown ? [`${place}/${language}/${index}: ${text} occurs twice`] : [];
      }),
    );
    return [...problemsOfCodes(procedures, known, place), ...repeated];
  });
}

function problemsOfCodes(codes: readonly string[], known: readonly string[], place: string): readonly string[] {
  return codes.flatMap((code, at) => {
    if (!known.includes(code)) return [`${place}/procedures/${at}: no such procedure: ${code}`];
    return codes.indexOf(code) < at ? [`${place}/procedures/${at}: ${code} occurs twice`] : [];
  });
}

function byProcedure({ synonyms }: z.infer<typeof Synonyms>): ReadonlyMap<string, readonly Phrase[]> {
  const phrases = new Map<string, readonly Phrase[]>();
  for (const { procedures, vi, en } of synonyms) {
    const added = [...vi, ...en].map(wordsOf);
    for (const code of procedures) phrases.set(code, [...(phrases.get(code) ?? []), ...added]);
  }
  return phrases;
}
