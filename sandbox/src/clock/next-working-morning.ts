const dayMs = 86_400_000;
const hanoiMs = 7 * 3_600_000;
const opensAtMs = 8 * 3_600_000;

/**
 * Days off that are no weekend, 2026 and 2027, for the clock's button only; services go by the calendar they publish.
 * Bộ luật Lao động 2019 Điều 111–112, NQ 28/2026/QH16 (24/11); Tết 2027 is not announced yet.
 */
const daysOff: ReadonlySet<string> = new Set([
  ...['2026-01-01', '2026-01-02', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-04-27'],
  ...['2026-04-30', '2026-05-01', '2026-08-31', '2026-09-01', '2026-09-02', '2026-11-24', '2027-01-01', '2027-02-04'],
  ...['2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10', '2027-04-16', '2027-04-30', '2027-05-03', '2027-09-02'],
  ...['2027-09-03', '2027-11-24'],
]);

/** The next time the desk opens: 08:00 in Hà Nội on the first working day that has not begun yet. */
export function nextWorkingMorning(now: Date): Date {
  const midnightMs = Math.floor((now.getTime() + hanoiMs) / dayMs) * dayMs - hanoiMs;
  for (let morningMs = midnightMs + opensAtMs; ; morningMs += dayMs) {
    if (morningMs > now.getTime() && isWorkingDay(morningMs)) return new Date(morningMs);
  }
}

function isWorkingDay(atMs: number): boolean {
  const hanoi = new Date(atMs + hanoiMs);
  const isWeekend = hanoi.getUTCDay() === 0 || hanoi.getUTCDay() === 6;
  return !isWeekend && !daysOff.has(hanoi.toISOString().slice(0, 10));
}
