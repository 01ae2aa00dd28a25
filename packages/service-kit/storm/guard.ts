import type { Change } from './kit-copy.js';

/** A guard of the kit, how it is taken away from the built kit, and the checks that must then fail, each of them. */
export interface Guard extends Change {
  readonly guard: string;
  readonly checks: readonly string[];
}
