/** VNPAY writes times as `yyyyMMddHHmmss` of Việt Nam, which has had +07:00 without summer time since 1975. */
const offsetMs = 7 * 3_600_000;

export function toBankTime(instant: Date): string {
  return new Date(instant.getTime() + offsetMs).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** Null unless the text is exactly such a time. */
export function parseBankTime(text: string): Date | null {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (parts === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = parts;
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`);
  return Number.isNaN(instant.getTime()) || toBankTime(instant) !== text ? null : instant;
}
