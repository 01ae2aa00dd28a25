import { z } from 'zod';

export type Scalar = string | number | boolean;

/** When something is shown, asked, charged or done. Reads the raw answers, whether or not the named field is visible. */
export type Condition =
  | { readonly field: string; readonly equals: Scalar }
  | { readonly field: string; readonly notEquals: Scalar }
  | { readonly field: string; readonly in: readonly Scalar[] }
  | { readonly field: string; readonly present: boolean }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/**
 * Lets anything pass: `checkReferences` walks conditions itself, so that one wrong operator does not hide what else is
 * wrong in the same condition.
 */
export const Condition = z.custom<Condition>(() => true);

/** Answers as the engine reads them: own keys only, no prototype. */
export type Answers = Readonly<Record<string, unknown>>;
export type Test = (answers: Answers) => boolean;

const always: Test = () => true;

/** A condition as a closure, made once per definition. No condition means "always". */
export function compileCondition(condition: Condition | null | undefined): Test {
  if (condition === null || condition === undefined) return always;
  if ('all' in condition) {
    const parts = condition.all.map(compileCondition);
    return (answers) => parts.every((part) => part(answers));
  }
  if ('any' in condition) {
    const parts = condition.any.map(compileCondition);
    return (answers) => parts.some((part) => part(answers));
  }
  if ('not' in condition) {
    const part = compileCondition(condition.not);
    return (answers) => !part(answers);
  }
  return compileLeaf(condition);
}

/** Null, an empty text, an empty list and an empty object are no answer. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.length === 0;
  return Object.keys(value).length === 0;
}

function compileLeaf(leaf: Extract<Condition, { field: string }>): Test {
  const { field } = leaf;
  if ('equals' in leaf) return (answers) => answers[field] === leaf.equals;
  // An empty answer is "another value": a number is asked for before a type is chosen.
  if ('notEquals' in leaf) return (answers) => answers[field] !== leaf.notEquals;
  if ('in' in leaf) {
    const values = new Set<unknown>(leaf.in);
    return (answers) => values.has(answers[field]);
  }
  return (answers) => isEmpty(answers[field]) !== leaf.present;
}
