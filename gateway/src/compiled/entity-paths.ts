import { isObject } from './merged-answers.js';

export type PlanPath = readonly string[];
export type AnswerPath = readonly (string | number)[];

/** What lies at a path of the plan, `@` standing for every item of a list; nulls left out. */
export function objectsAt(root: unknown, path: PlanPath): readonly Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  gather(root, path, 0, found);
  return found;
}

/** The same places, as paths in the answer. */
export function pathsAt(root: unknown, path: PlanPath): readonly AnswerPath[] {
  const found: AnswerPath[] = [];
  const walk = (value: unknown, index: number, before: AnswerPath): void => {
    const step = path[index];
    if (value === null || value === undefined) return;
    if (step === undefined) found.push(before);
    else if (Array.isArray(value)) {
      const next = step === '@' ? index + 1 : index;
      value.forEach((item: unknown, position) => walk(item, next, [...before, position]));
    } else if (isObject(value)) walk(value[step], index + 1, [...before, step]);
  };
  walk(root, 0, []);
  return found;
}

function gather(value: unknown, path: PlanPath, index: number, found: Record<string, unknown>[]): void {
  if (value === null || value === undefined) return;
  const step = path[index];
  if (step === undefined) {
    if (isObject(value)) found.push(value);
    else if (Array.isArray(value)) for (const item of value) gather(item, path, index, found);
    return;
  }
  if (step === '@') {
    // A subgraph that tells something else where the schema has a list ends the operation, as in the stock executor.
    if (!Array.isArray(value)) throw new Error('a list was expected');
    for (const item of value) gather(item, path, index + 1, found);
  } else if (Array.isArray(value)) throw new Error('no list was expected');
  else if (isObject(value)) gather(value[step], path, index + 1, found);
}
