/** The clock again, one day after the other and as obvious as can be, to hold the engine against. Shares no code with it. */
import type { ClockFact, ClockLimit } from '../src/dossier-clock-facts.js';
import type { WorkingCalendar } from '../src/working-calendar.js';

type Kind = 'BEFORE_COUNT' | 'DAY_ZERO' | 'RUNNING' | 'PAUSED' | 'DAY_OFF' | 'OVERDUE' | 'DISCARDED';

export interface SlowClock {
  readonly state: 'RUNNING' | 'PAUSED' | 'STOPPED';
  readonly dueOn: string;
  /** What each day was, from acceptance to the date in force, or to where it stands still. */
  readonly days: readonly (readonly [day: string, kind: Kind])[];
  readonly used: number;
  readonly remaining: number;
  readonly overdue: number;
  readonly lateness: 'ON_TIME' | 'AT_RISK' | 'LATE';
}

interface Walk {
  readonly limit: ClockLimit;
  readonly calendar: WorkingCalendar;
  readonly zero: string;
  readonly days: [day: string, kind: Kind][];
  state: SlowClock['state'];
  due: string;
  /** Last day that counted before a supplement was awaited; empty unless one is. */
  asked: string;
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Facts that may follow each other, beginning with the start; `now` not before the last of them. */
export function slowClock(facts: readonly ClockFact[], now: Date, calendar: WorkingCalendar): SlowClock {
  const [first] = facts;
  const lastDay = local(facts.at(-1)?.at ?? now).day;
  const walk = startOf(first, calendar);
  promise(walk, first?.promisedOn);
  settleAhead(walk, facts[1]);
  for (let day = local(first?.at ?? now).day; ; day = next(day)) {
    const counts = (walk.state === 'RUNNING' && day <= walk.due) || (walk.state === 'PAUSED' && day <= walk.zero);
    if (day > lastDay && !counts) break;
    walk.days.push([day, kindAtDawn(walk, day)]);
    facts.forEach((fact, at) => {
      if (at === 0 || local(fact.at).day !== day) return;
      happen(walk, fact);
      settleAhead(walk, facts[at + 1]);
    });
  }
  return standing(walk, now, lastDay);
}

function startOf(first: ClockFact | undefined, calendar: WorkingCalendar): Walk {
  if (first?.type !== 'Started') throw new Error('starts with the start');
  const { at, limit } = first;
  const zero = zeroOf(at, limit, calendar);
  const due = isSameDay(limit) ? zero : nth(zero, limit.workingDays, calendar);
  return { limit, calendar, zero, days: [], state: 'RUNNING', due, asked: '' };
}

function happen(walk: Walk, fact: ClockFact): void {
  const { day } = local(fact.at);
  if (fact.type === 'Stopped') walk.state = 'STOPPED';
  if (fact.type === 'Reappointed') promise(walk, fact.newDueOn);
  if (fact.type === 'Answered') {
    walk.due = dueIfAnswered(walk, fact.at);
    walk.state = 'RUNNING';
    walk.asked = '';
    const restarts = walk.limit.supplementClock === 'restart';
    if (restarts) for (const entry of walk.days) if (entry[1] === 'RUNNING') entry[1] = 'DISCARDED';
  }
  if (fact.type !== 'Stopped') promise(walk, fact.promisedOn);
  if (fact.type === 'Asked') {
    walk.state = 'PAUSED';
    walk.asked = day < walk.zero ? walk.zero : day;
  }
}

/** The last stretch is measured by what was promised when it ended. */
function settleAhead(walk: Walk, fact: ClockFact | undefined): void {
  if (fact?.type === 'Stopped' && fact.promisedOn !== undefined) walk.due = fact.promisedOn;
}

function promise(walk: Walk, day: string | undefined): void {
  if (day === undefined) return;
  const rolled = rollOn(day, walk.calendar);
  if (rolled > walk.due) walk.due = rolled;
}

function dueIfAnswered({ limit, calendar, zero, due, asked }: Walk, at: Date): string {
  const { day } = local(at);
  if (limit.supplementClock === 'restart') {
    const again = isSameDay(limit) ? zeroOf(at, limit, calendar) : nth(day, limit.workingDays, calendar);
    return again > due ? again : due;
  }
  if (day < zero) return due;
  const left = Math.max(1, working(asked, due, calendar));
  return nth(day, left, calendar);
}

function kindAtDawn({ zero, state, due, calendar }: Walk, day: string): Kind {
  if (day === zero) return 'DAY_ZERO';
  if (day < zero) return works(day, calendar) ? 'BEFORE_COUNT' : 'DAY_OFF';
  if (state === 'PAUSED') return 'PAUSED';
  if (!works(day, calendar)) return 'DAY_OFF';
  return day > due ? 'OVERDUE' : 'RUNNING';
}

function standing(walk: Walk, now: Date, lastDay: string): SlowClock {
  const { state, due, asked, zero, days, limit, calendar } = walk;
  const nowDay = local(now).day;
  const ranUntil = state === 'STOPPED' ? lastDay : nowDay;
  const today = asked === '' ? ranUntil : asked;
  const today0 = today < zero ? zero : today;
  const few = isSameDay(limit) ? 1 : Math.max(1, Math.floor(limit.workingDays / 5));
  const risk = state === 'RUNNING' && working(today, due, calendar) <= few ? 'AT_RISK' : 'ON_TIME';
  return {
    state,
    dueOn: due,
    days,
    used: days.filter(([day, kind]) => kind === 'RUNNING' && day <= today).length,
    remaining:
      state === 'PAUSED' ? working(nowDay, dueIfAnswered(walk, now), calendar) : working(today0, due, calendar),
    overdue: working(due, today, calendar),
    lateness: today > due ? 'LATE' : risk,
  };
}

function isSameDay({ sameDay, workingDays }: ClockLimit): boolean {
  return sameDay || workingDays === 0;
}

function zeroOf(at: Date, limit: ClockLimit, calendar: WorkingCalendar): string {
  const { day, clock } = local(at);
  if (limit.cutoff === null && !isSameDay(limit)) return day;
  return rollOn(limit.cutoff !== null && clock >= limit.cutoff ? next(day) : day, calendar);
}

function rollOn(day: string, calendar: WorkingCalendar): string {
  return works(day, calendar) ? day : rollOn(next(day), calendar);
}

function nth(day: string, days: number, calendar: WorkingCalendar): string {
  if (days === 0) return day;
  const tomorrow = next(day);
  return nth(tomorrow, works(tomorrow, calendar) ? days - 1 : days, calendar);
}

/** Working days after one day, up to and including another. */
function working(after: string, to: string, calendar: WorkingCalendar): number {
  let count = 0;
  for (let day = next(after); day <= to; day = next(day)) if (works(day, calendar)) count += 1;
  return count;
}

function works(day: string, calendar: WorkingCalendar): boolean {
  const named = calendar.days.findLast((entry) => entry.day === day);
  if (named) return named.kind === 'makeupWork';
  const name = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()];
  return !calendar.weekend.some((weekday) => weekday === name);
}

function next(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function local(at: Date): { readonly day: string; readonly clock: string } {
  const text = new Date(at.getTime() + 7 * 3_600_000).toISOString();
  return { day: text.slice(0, 10), clock: text.slice(11, 16) };
}
