import { admitClockFact, dossierClock, dueDate, loadNationalCalendar, type ClockFact } from '@motcua/vietnam';

const hourMs = 3_600_000;
const firstHour = Date.UTC(2026, 0, 5, 1);
const warmUp = 2_000;
const measured = 20_000;

export interface DueDateFigures {
  /** Microseconds of each promise made when a dossier is received. */
  readonly promised: readonly number[];
  /** Of each date worked out from a whole clock: started, paused by a supplement, resumed. */
  readonly resumed: readonly number[];
}

/** Every acceptance is another hour of the year, holidays, weekends and both sides of the cut-off among them. */
export function measureDueDates(): DueDateFigures {
  const calendar = loadNationalCalendar();
  const acceptedAt = (n: number): Date => new Date(firstHour + (n % 7_000) * hourMs);
  const limit = { workingDays: 5, sameDay: false, cutoff: '15:00' };
  const clocks = Array.from({ length: 500 }, (_, n) => pausedAndResumed(acceptedAt(n * 14)));
  return {
    promised: microseconds((n) => dueDate({ ...limit, acceptedAt: acceptedAt(n) }, calendar)),
    resumed: microseconds((n) => dossierClock(clocks[n % clocks.length] ?? [], calendar)),
  };

  function pausedAndResumed(at: Date): readonly ClockFact[] {
    const started = { type: 'Started', at, limit: { ...limit, supplementClock: 'pause' } } as const;
    const asked = { type: 'Asked', at: new Date(at.getTime() + 20 * hourMs) } as const;
    const answered = { type: 'Answered', at: new Date(at.getTime() + 140 * hourMs) } as const;
    return [started, asked, answered].reduce<readonly ClockFact[]>(
      (clock, event) => [...clock, admitClockFact(clock, event, calendar)],
      [],
    );
  }
}

function microseconds(work: (n: number) => unknown): readonly number[] {
  const timed = (n: number): number => {
    const startedAt = performance.now();
    work(n);
    return (performance.now() - startedAt) * 1_000;
  };
  for (let n = 0; n < warmUp; n += 1) timed(n);
  return Array.from({ length: measured }, (_, n) => timed(n));
}
