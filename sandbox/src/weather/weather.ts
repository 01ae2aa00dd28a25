/** How badly the outside behaves just now: chances out of a thousand, and the longest delay. All 0 is calm. */
export interface Weather {
  readonly texts: Readonly<Record<TextTrouble, number>>;
  readonly letters: Readonly<Record<LetterTrouble, number>>;
}

export const textTroubles = [
  'droppedPerMille',
  'silentPerMille',
  'wrongAnswerPerMille',
  'hangUpPerMille',
  'throttledPerMille',
  'noReceiptPerMille',
  'doubledReceiptPerMille',
  'forgedReceiptPerMille',
  'contraryReceiptPerMille',
  'slowestMs',
] as const;
export type TextTrouble = (typeof textTroubles)[number];
export const letterTroubles = [
  'cutBeforePerMille',
  'cutAfterPerMille',
  'busyPerMille',
  'lyingPerMille',
  'slowestMs',
] as const;
export type LetterTrouble = (typeof letterTroubles)[number];

export interface WeatherStation {
  now(): Weather;
  change(weather: Weather, seed: number): void;
  /** Whether it happens this time. */
  happens(perMille: number): boolean;
  /** A delay up to the longest. */
  delayMs(slowestMs: number): number;
}

export const calm: Weather = {
  texts: {
    ...{ droppedPerMille: 0, silentPerMille: 0, wrongAnswerPerMille: 0, hangUpPerMille: 0, throttledPerMille: 0 },
    ...{ noReceiptPerMille: 0, slowestMs: 0 },
    ...{ doubledReceiptPerMille: 0, forgedReceiptPerMille: 0, contraryReceiptPerMille: 0 },
  },
  letters: { cutBeforePerMille: 0, cutAfterPerMille: 0, busyPerMille: 0, lyingPerMille: 0, slowestMs: 0 },
};

/** The same seed gives the same weather (mulberry32). */
export function createWeatherStation(): WeatherStation {
  let weather = calm;
  let state = 1;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    now: () => weather,
    change(next, seed) {
      weather = next;
      state = seed;
    },
    happens: (perMille) => perMille > 0 && random() * 1_000 < perMille,
    delayMs: (slowestMs) => (slowestMs === 0 ? 0 : Math.floor(random() * slowestMs)),
  };
}
