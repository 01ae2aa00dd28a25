/** References told to the bank: letters and digits only, unique for ever (the bank wants it within a day). */

/** `P` + yymmdd of the day in Vietnam + seven digits of that day's counter. */
export function formatReferenceBase(day: string, serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > 9_999_999)
    throw new RangeError('a day has 9,999,999 references');
  return `P${day.slice(2).replaceAll('-', '')}${String(serial).padStart(7, '0')}`;
}
