import type { Change } from './kit-copy.js';

/** A guard of the kit, how it is taken away from the built kit, and the check that must then fail. */
export interface Guard extends Change {
  readonly guard: string;
  readonly check: string;
}
