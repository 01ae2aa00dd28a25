import type { Day } from '@motcua/vietnam';

const thirtyOne = '(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])';
const thirty = '(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)';
const february = '02-(?:0[1-9]|1[0-9]|2[0-8])';
const leapYear = '(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)';

/** Exactly the days that exist, years 1000 to 9999, so that no validator has to know the format `date`. */
export const dayForm = `^(?:[1-9][0-9]{3}-(?:${thirtyOne}|${thirty}|${february})|${leapYear}-02-29)$`;

/** Days written `yyyy-mm-dd` that are not before a fixed one. */
export function fromDay(day: Day): string {
  return oneOf([...variants(day, above), day]);
}

/** Days not after a fixed one. */
export function untilDay(day: Day): string {
  return oneOf([...variants(day, below), day]);
}

/** Days before a fixed one. */
export function beforeDay(day: Day): string {
  return oneOf(variants(day, below));
}

/** ISO days sort as text: the first digit that differs decides, so each variant is what comes before it and other digits. */
function variants(day: Day, others: (digit: number) => string | null): readonly string[] {
  return Array.from(day).flatMap((sign, at) => {
    const digits = sign === '-' ? null : others(Number(sign));
    return digits === null ? [] : [day.slice(0, at) + digits];
  });
}

function above(digit: number): string | null {
  return digit === 9 ? null : `[${digit + 1}-9]`;
}

function below(digit: number): string | null {
  return digit === 0 ? null : `[0-${digit - 1}]`;
}

function oneOf(parts: readonly string[]): string {
  return `^(?:${parts.join('|')})`;
}
