/** Random dossiers: calendars with days off and make-up days of their own, and facts that may follow each other. */
import fc from 'fast-check';
import { addDays, dayInVietnam, instantInVietnam } from '../src/calendar-day.js';
import type { ClockEvent, ClockFact, ClockLimit } from '../src/dossier-clock-facts.js';
import { loadNationalCalendar, type CalendarDay, type WorkingCalendar } from '../src/working-calendar.js';

const national = loadNationalCalendar();
const minuteOfDay = fc.oneof(fc.constantFrom(0, 479, 480, 899, 900, 901, 1_439), fc.nat(1_439));
const dayOf2026 = fc.nat(400).map((days) => addDays('2025-12-01', days));

export const calendars: fc.Arbitrary<WorkingCalendar> = fc
  .array(
    fc.record<CalendarDay>({
      day: dayOf2026,
      kind: fc.constantFrom('holiday', 'holiday', 'makeupWork'),
      status: fc.constantFrom('announced', 'unannounced'),
      nameVi: fc.constantFrom('Ngày nghỉ Mẫu', 'Làm bù Mẫu'),
    }),
    { maxLength: 8 },
  )
  .map((days) => (days.length === 0 ? national : { ...national, id: 'cal_sample', days: [...national.days, ...days] }));

export const limits: fc.Arbitrary<ClockLimit> = fc.record({
  workingDays: fc.oneof(fc.nat(6), fc.nat(25)),
  sameDay: fc.constantFrom(false, false, false, true),
  cutoff: fc.constantFrom(null, '15:00'),
  supplementClock: fc.constantFrom('pause', 'restart'),
});

export const instants = fc
  .tuple(dayOf2026, minuteOfDay)
  .map(([day, minutes]) => new Date(instantInVietnam(day).getTime() + minutes * 60_000));

/** Minutes: often none or few, seldom weeks. */
export const gaps = fc.oneof(fc.constant(0), fc.nat(600), fc.nat(6 * 1_440), fc.nat(30 * 1_440));

const turns = fc.array(
  fc.record({
    gap: gaps,
    choice: fc.nat(9),
    offset: fc.integer({ min: -4, max: 20 }),
    promises: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 7 },
);

interface Turn {
  readonly gap: number;
  readonly choice: number;
  readonly offset: number;
  /** 0: the fact promises some day. */
  readonly promises: number;
}

/** Facts, and an instant not before the last. */
export interface Story {
  readonly facts: readonly ClockFact[];
  readonly now: Date;
}

export const stories: fc.Arbitrary<Story> = fc
  .tuple(instants, limits, turns, gaps)
  .map(([at, limit, steps, gap]) => tell({ type: 'Started', at, limit }, steps, gap));

function tell(start: ClockFact, steps: readonly Turn[], lastGap: number): Story {
  const facts: ClockFact[] = [start];
  let [paused, reappointed, stopped] = [false, false, false];
  let ms = start.at.getTime();
  for (const step of steps) {
    if (stopped) break;
    ms += step.gap * 60_000;
    const event = eventOf(step, new Date(ms), { paused, reappointed });
    if (event.type === 'Asked' || event.type === 'Answered') paused = event.type === 'Asked';
    reappointed ||= event.type === 'Reappointed';
    stopped = event.type === 'Stopped';
    const promisedOn = addDays(dayInVietnam(event.at), step.offset);
    facts.push(step.promises === 0 ? { ...event, promisedOn } : event);
  }
  return { facts, now: new Date(ms + lastGap * 60_000) };
}

function eventOf(
  { choice, offset }: Turn,
  at: Date,
  so: { readonly paused: boolean; readonly reappointed: boolean },
): ClockEvent {
  if (choice === 0) return { type: 'Recalculated', at };
  if (choice === 1) return { type: 'Stopped', at, outcome: so.paused ? 'ENDED' : 'SIGNED' };
  if (so.paused) return { type: 'Answered', at };
  if (choice < 5 && !so.reappointed) return { type: 'Reappointed', at, newDueOn: addDays(dayInVietnam(at), offset) };
  return { type: 'Asked', at };
}
