const hanoiMs = 7 * 3_600_000;

/** `yyyyMMddHHmmss` in Vietnam's time, as the bank writes and reads every time. */
export function toBankTime(instant: Date): string {
  return new Date(instant.getTime() + hanoiMs).toISOString().replace(/\D/g, '').slice(0, 14);
}

export function parseBankTime(text: string): Date | undefined {
  const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (digits === null) return undefined;
  const [, year, month, day, hour, minute, second] = digits;
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`);
  // 31 February would be moved to March: refused instead.
  return Number.isNaN(instant.getTime()) || toBankTime(instant) !== text ? undefined : instant;
}
