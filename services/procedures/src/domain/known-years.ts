/** The calendar is known for a few years and assumed for the others; farther away nobody means it. */
import { Refusal } from '@motcua/service-kit/pure';

const firstYear = 2000;
const lastYear = 2099;

/** @throws Refusal DATE_OUT_OF_RANGE */
export function requireKnownYear(instant: Date): void {
  const year = instant.getUTCFullYear();
  if (year >= firstYear && year <= lastYear) return;
  throw new Refusal('DATE_OUT_OF_RANGE', `Ask for a year from ${firstYear} to ${lastYear}.`);
}
