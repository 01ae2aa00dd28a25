import { type Executors, type Outcome } from './executors.js';
import { type MadeUpOperation, madeUpOperation } from './made-up-operation.js';

export interface Difference extends MadeUpOperation {
  readonly seed: string;
  readonly ours: Outcome;
  readonly stock: Outcome;
}

export interface Comparison {
  readonly operations: number;
  readonly differences: readonly Difference[];
  readonly leftToStock: number;
  /** Operations of which the answer had errors, and those without data: what is easy to agree about is little proof. */
  readonly withErrors: number;
  readonly withoutData: number;
}

/** Makes up operations and runs each by both executors; `alike` says what counts as the same. */
export async function compare(
  executors: Executors,
  given: {
    readonly seed: string;
    readonly operations: number;
    readonly alike?: typeof isSame;
    readonly say?: (line: string) => void;
  },
): Promise<Comparison> {
  const { seed, operations, alike = isSame, say = () => undefined } = given;
  const differences: Difference[] = [];
  const counts = { withErrors: 0, withoutData: 0 };
  for (let count = 0; count < operations; count += 1) {
    const own = `${seed}:${count}`;
    const operation = madeUpOperation(executors.schema, own);
    const { ours, stock } = await executors.run(operation, own);
    if (stock.errors.length > 0) counts.withErrors += 1;
    if (stock.data === 'null' || stock.data === 'undefined') counts.withoutData += 1;
    if (!alike(ours, stock)) differences.push({ seed: own, ...operation, ours, stock });
    if ((count + 1) % 500 === 0) say(`${count + 1} operations, ${differences.length} different`);
  }
  return { operations, differences, leftToStock: executors.leftToStock(), ...counts };
}

export function isSame(ours: Outcome, stock: Outcome): boolean {
  return ours.data === stock.data && JSON.stringify(ours.errors) === JSON.stringify(stock.errors);
}

/**
 * As `isSame`, except for where an error of an entity stands: the stock executor counts all objects of a list, also those
 * that it asked nothing about because they are of another type, and so names the wrong one.
 */
export function isSameButForPlaces(ours: Outcome, stock: Outcome): boolean {
  return isSame(withoutPlaces(ours), withoutPlaces(stock));
}

function withoutPlaces({ data, errors }: Outcome): Outcome {
  return { data, errors: errors.map((error) => error.replace(/,"path":\[[^\]]*\]/, '')).sort() };
}
