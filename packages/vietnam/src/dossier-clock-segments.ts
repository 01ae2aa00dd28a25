import { dayFromNumber, dayNumber, dayNumberInVietnam, type Day } from './calendar-day.js';
import type { ClockReading, Span } from './dossier-clock-reading.js';
import type { ClockDay } from './due-date.js';
import type { IndexedCalendar } from './working-calendar.js';

/**
 * `BEFORE_COUNT`: accepted after the cut-off. `DAY_ZERO`: the day the count starts from, itself not counted (BLDS 2015
 * Điều 147). `RUNNING`: used of the limit. `PAUSED`: waiting for a supplement. `OVERDUE`: working days after the date in
 * force. `DISCARDED`: counted, until the limit began anew.
 */
export type ClockSegmentKind = 'BEFORE_COUNT' | 'DAY_ZERO' | 'RUNNING' | 'PAUSED' | 'DAY_OFF' | 'OVERDUE' | 'DISCARDED';

/** Days that follow each other and are alike. */
export interface ClockSegment {
  readonly from: Day;
  /** The last of these days; null while a supplement is awaited. */
  readonly to: Day | null;
  readonly kind: ClockSegmentKind;
  /** Why: the reason of these days in the calendar, or what the clock waited for. */
  readonly cause: ClockDay['reason'] | 'supplement';
  /** Name of the holiday or make-up day. */
  readonly nameVi: string | null;
  /** Working days of the limit that is now running. */
  readonly usedWorkingDays: number;
  /** Working days that passed without being used, as those given back after a pause; null while it lasts. */
  readonly otherWorkingDays: number | null;
}

/**
 * Every day from acceptance to the date in force, or to the day the clock stopped or stands still since. A clock that runs
 * ends with its date: days that are overdue show once a fact lies after them.
 */
export function clockSegments(reading: ClockReading, calendar: IndexedCalendar): readonly ClockSegment[] {
  const { state, head, spans, asked, reached: after, due, round } = reading;
  const lastDay = state === 'STOPPED' ? dayNumberInVietnam(reading.lastAt) : Infinity;
  const stretches: Stretch[] = [];
  for (const { day, reason, nameVi } of head) {
    const number = dayNumber(day);
    const kind = headKind(reason);
    if (number <= lastDay)
      append(stretches, number, { kind, cause: reason, nameVi, working: calendar.isWorking(number) });
  }
  for (const span of spans) appendSpan(stretches, span, round, calendar);
  if (state === 'RUNNING') appendSpan(stretches, { after, to: due, kind: 'RUNNING', due, round }, round, calendar);
  const segments = stretches.map(segmentOf);
  return state === 'PAUSED' && asked !== null ? withOpenPause(segments, asked) : segments;
}

interface DayKind {
  readonly kind: ClockSegmentKind;
  readonly cause: ClockSegment['cause'];
  readonly nameVi: string | null;
  readonly working: boolean;
}

interface Stretch extends Omit<DayKind, 'working'> {
  readonly from: number;
  to: number;
  workingDays: number;
}

function appendSpan(stretches: Stretch[], span: Span, round: number, calendar: IndexedCalendar): void {
  const { after, to, due } = span;
  const counted = span.round === round ? 'RUNNING' : 'DISCARDED';
  for (let day = after + 1; day <= to; day += 1) {
    const { working, reason: cause, nameVi } = calendar.explain(day);
    if (span.kind === 'PAUSED') append(stretches, day, { kind: 'PAUSED', cause: 'supplement', nameVi: null, working });
    else {
      const kind = day > due ? 'OVERDUE' : counted;
      append(stretches, day, { kind: working ? kind : 'DAY_OFF', cause, nameVi, working });
    }
  }
}

function append(stretches: Stretch[], day: number, { working, ...of }: DayKind): void {
  const last = stretches.at(-1);
  if (last?.kind === of.kind && last.cause === of.cause && last.nameVi === of.nameVi) {
    last.to = day;
    last.workingDays += working ? 1 : 0;
  } else stretches.push({ from: day, to: day, ...of, workingDays: working ? 1 : 0 });
}

function segmentOf({ from, to, kind, cause, nameVi, workingDays }: Stretch): ClockSegment {
  const [usedWorkingDays, otherWorkingDays] = kind === 'RUNNING' ? [workingDays, 0] : [0, workingDays];
  return { from: dayFromNumber(from), to: dayFromNumber(to), kind, cause, nameVi, usedWorkingDays, otherWorkingDays };
}

/** Since the day after the request; the pause may have begun today and hold no day yet. */
function withOpenPause(segments: readonly ClockSegment[], asked: number): readonly ClockSegment[] {
  const last = segments.at(-1);
  const open = { to: null, otherWorkingDays: null };
  if (last?.kind === 'PAUSED') return [...segments.slice(0, -1), { ...last, ...open }];
  const from = dayFromNumber(asked + 1);
  return [...segments, { from, kind: 'PAUSED', cause: 'supplement', nameVi: null, usedWorkingDays: 0, ...open }];
}

function headKind(reason: ClockDay['reason']): ClockSegmentKind {
  if (reason === 'dayZero') return 'DAY_ZERO';
  return reason === 'afterCutoff' ? 'BEFORE_COUNT' : 'DAY_OFF';
}
