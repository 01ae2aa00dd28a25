import { isRecord } from './canonical-json.js';

const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const deepest = 20;
const mostValues = 20_000;
const longestText = 100_000;

/**
 * What is wrong with a value as JSON data, without quoting it; undefined when it is fine. Refuses member names that reach
 * into JavaScript's prototypes, more than 20 levels, 20 000 values or 100 000 characters of text in all.
 */
export function problemWithJson(value: unknown): string | undefined {
  let values = 0;
  let characters = 0;
  const check = (part: unknown, depth: number): string | undefined => {
    values += 1;
    if (depth > deepest) return `has more than ${String(deepest)} levels`;
    if (values > mostValues) return `has more than ${String(mostValues)} values`;
    if (typeof part === 'string') characters += part.length;
    if (characters > longestText) return `has more than ${String(longestText)} characters`;
    if (Array.isArray(part)) return firstProblem(part, (item) => check(item, depth + 1));
    if (typeof part === 'object' && part !== null) {
      if (!isRecord(part)) return 'holds something that is not JSON';
      return firstProblem(Object.entries(part), ([name, member]) => {
        characters += name.length;
        return forbiddenNames.has(name) ? 'has a member with a forbidden name' : check(member, depth + 1);
      });
    }
    return isScalar(part) ? undefined : 'holds something that is not JSON';
  };
  return check(value, 1);
}

function firstProblem<Part>(parts: readonly Part[], check: (part: Part) => string | undefined): string | undefined {
  for (const part of parts) {
    const problem = check(part);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function isScalar(value: unknown): boolean {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}
