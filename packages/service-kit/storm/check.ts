import type { Place } from './rig.js';

/** Something the kit promises, tried on real engines. Named, so that a removed guard can be held to turn it red. */
export interface Check {
  readonly name: string;
  readonly run: (place: Place) => Promise<void>;
}
