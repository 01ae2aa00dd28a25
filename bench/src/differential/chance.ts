/** A number from 0 to below 1 that follows from a text: the same wherever and whenever it is asked for. */
export function chanceOf(text: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}

/** Draws one after another that follow from a seed. */
export interface Dice {
  /** From 0 to below `below`, whole. */
  below(below: number): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  oneOf<T>(things: readonly T[]): T;
}

export function dice(seed: string): Dice {
  let draws = 0;
  const next = (): number => chanceOf(`${seed}#${(draws += 1)}`);
  const below = (most: number): number => Math.floor(next() * most);
  return {
    below,
    happens: (probability) => next() < probability,
    oneOf: (things) => {
      const [thing] = things.slice(below(things.length));
      if (thing === undefined) throw new Error('nothing to choose from');
      return thing;
    },
  };
}
