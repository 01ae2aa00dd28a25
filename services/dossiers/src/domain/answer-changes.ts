/** What a save does to a draft field by field, so that two devices neither undo nor overwrite each other unseen. */
import { Refusal } from '@motcua/service-kit/pure';
import type { Answers } from './draft.js';

export interface ReplacedAnswer {
  readonly field: string;
  readonly previous: unknown;
}

export interface AnswerHistory {
  /** In which revision a field last became another value; a field that was taken back keeps its place. */
  readonly fieldRevisions: Readonly<Record<string, number>>;
  /** What the latest saves overwrote, so that a repeated request tells it again. */
  readonly replacements: readonly Replacement[];
}

interface Replacement {
  readonly requestId: string;
  readonly replaced: readonly ReplacedAnswer[];
}

export const noHistory: AnswerHistory = { fieldRevisions: {}, replacements: [] };

/** A device repeats its last request, rarely the one before. */
const mostReplacements = 5;
/** As JSON text, so that overwriting long answers again and again does not pile them up. */
const mostReplacedCharacters = 100_000;
/** Fields that are empty now; of more, the ones taken back longest ago are forgotten. */
const mostEmptyFields = 200;

export function historyAfter(
  { answers, ...history }: AnswerHistory & { readonly answers: Answers },
  next: Answers,
  { revision, requestId }: { readonly revision: number; readonly requestId: string },
): AnswerHistory {
  const changed = changedFields(answers, next);
  const replaced = changed.filter((field) => Object.hasOwn(answers, field));
  const entry = { requestId, replaced: replaced.map((field) => ({ field, previous: answers[field] })) };
  return {
    fieldRevisions: revisedFields(history.fieldRevisions, changed, next, revision),
    replacements: replaced.length === 0 ? history.replacements : latest([...history.replacements, entry]),
  };
}

export function replacedBy({ replacements }: AnswerHistory, requestId: string): readonly ReplacedAnswer[] {
  return replacements.find((entry) => entry.requestId === requestId)?.replaced ?? [];
}

/**
 * Refused when a field would become another value that became another one since the revision it was typed upon; all such
 * fields are named, and nothing is kept. What nobody else touched, or what is the same by now, goes through.
 */
export function requireUnchangedSince(
  draft: AnswerHistory & { readonly answers: Answers; readonly revision: number },
  next: Answers,
  expectedRevision: number | null | undefined,
): void {
  if (expectedRevision === null || expectedRevision === undefined) return;
  const fields = changedFields(draft.answers, next)
    .map((field) => ({ field, revision: revisionOf(draft.fieldRevisions, field) }))
    .filter(({ revision }) => revision > expectedRevision);
  if (fields.length === 0) return;
  const { revision } = draft;
  throw new Refusal('DRAFT_CHANGED', 'Some of these answers were changed elsewhere.', { revision, fields });
}

function changedFields(before: Answers, after: Answers): readonly string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].filter(
    (field) => Object.hasOwn(before, field) !== Object.hasOwn(after, field) || !isSame(before[field], after[field]),
  );
}

function revisionOf(revisions: AnswerHistory['fieldRevisions'], field: string): number {
  return Object.hasOwn(revisions, field) ? (revisions[field] ?? 0) : 0;
}

/** Entries and not keys of an object literal, so that a field may have any name. */
function revisedFields(
  revisions: AnswerHistory['fieldRevisions'],
  changed: readonly string[],
  next: Answers,
  revision: number,
): AnswerHistory['fieldRevisions'] {
  const all = [...new Map([...Object.entries(revisions), ...changed.map((field) => [field, revision] as const)])];
  const empty = all.filter(([field]) => !Object.hasOwn(next, field)).sort(([, one], [, other]) => other - one);
  const forgotten = new Set(empty.slice(mostEmptyFields).map(([field]) => field));
  return Object.fromEntries(all.filter(([field]) => !forgotten.has(field)));
}

function latest(replacements: readonly Replacement[]): readonly Replacement[] {
  const kept = replacements.slice(-mostReplacements);
  while (kept.length > 1 && JSON.stringify(kept).length > mostReplacedCharacters) kept.shift();
  return kept;
}

/** JSON values; the order of an object's keys says nothing. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [mine, theirs] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return (
    mine.size === theirs.size && [...mine].every(([key, value]) => theirs.has(key) && isSame(value, theirs.get(key)))
  );
}
