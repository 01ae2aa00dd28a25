import { dayFromNumber, dayNumber, instantOf, type Day } from './calendar-day.js';
import {
  checkFact,
  DossierClockError,
  isSameDay,
  timeAllowed,
  type ClockFact,
  type ClockFactOf,
} from './dossier-clock-facts.js';
import { giveDate, promisedIn, reachInstant, type ClockReading } from './dossier-clock-reading.js';
import { dueDate, pausedDueDate, restartedDueDate } from './due-date.js';
import { indexCalendar, type WorkingCalendar } from './working-calendar.js';
import { countBetween, firstWorkingDay } from './working-days.js';

/** Folds facts into a reading; null before the clock starts. @throws DossierClockError */
export function readClock(facts: readonly ClockFact[], calendar: WorkingCalendar): ClockReading | null {
  let reading: ClockReading | null = null;
  for (const fact of facts) reading = applyClockFact(reading, fact, calendar);
  return reading;
}

/**
 * One step of the fold. It judges only what no calendar can change (order, state, one new date), so that what was right
 * when it happened can still be read after the calendar has changed.
 * @throws DossierClockError
 */
export function applyClockFact(before: ClockReading | null, fact: ClockFact, calendar: WorkingCalendar): ClockReading {
  checkFact(fact);
  if (fact.type === 'Started') {
    if (before) throw new DossierClockError('ALREADY_STARTED', 'the clock was started before');
    return start(fact, calendar);
  }
  if (!before) throw new DossierClockError('NOT_STARTED', `${fact.type}: the clock was not started`);
  if (before.state === 'STOPPED') throw new DossierClockError('ALREADY_STOPPED', `${fact.type}: the clock has stopped`);
  if (fact.at < before.lastAt)
    throw new DossierClockError('OUT_OF_ORDER', `${fact.type} is earlier than the last fact`);
  const reading = reachInstant(fact.type === 'Stopped' ? settle(before, fact) : before, fact.at);
  switch (fact.type) {
    case 'Asked':
      return ask(reading, fact, calendar);
    case 'Answered':
      return answer(reading, fact, calendar);
    case 'Reappointed':
      return reappoint(reading, fact, calendar);
    case 'Recalculated':
      return giveDate(reading, { ...reading, fact, cause: 'CALENDAR' }, indexCalendar(calendar));
    case 'Stopped':
      return stop(reading, fact);
  }
}

/**
 * The date once an answer is there, never earlier than before. A pause before day zero gives no time back, since none was
 * counted; a limit of the same day starts again as at acceptance, cut-off included (both ours).
 */
export function dueAfterAnswer(
  { limit, due, asked }: Pick<ClockReading, 'limit' | 'due'> & { readonly asked: number },
  answeredAt: Date,
  calendar: WorkingCalendar,
): number {
  const dayAfterAnswer = (): Day => {
    if (limit.supplementClock === 'pause') {
      return pausedDueDate({ dueOn: dayFromNumber(due), askedAt: instantOf(asked, 0), answeredAt }, calendar);
    }
    if (isSameDay(limit)) return dueDate(timeAllowed(answeredAt, limit), calendar).dueOn;
    return restartedDueDate({ answeredAt, workingDays: limit.workingDays }, calendar);
  };
  return Math.max(due, dayNumber(dayAfterAnswer()));
}

function start(fact: ClockFactOf<'Started'>, calendar: WorkingCalendar): ClockReading {
  const { dueOn, dayZero, segments } = dueDate(timeAllowed(fact.at, fact.limit), calendar);
  const [zero, bareDue] = [dayNumber(dayZero), dayNumber(dueOn)];
  return {
    state: 'RUNNING',
    limit: fact.limit,
    startedAt: fact.at,
    lastAt: fact.at,
    head: segments.filter(({ day }) => day <= dayZero),
    zero,
    due: Math.max(bareDue, promisedIn(fact, indexCalendar(calendar))),
    bareDue,
    told: fact.promisedOn === undefined ? bareDue : dayNumber(fact.promisedOn),
    asked: null,
    reappointed: false,
    round: 0,
    spans: [],
    reached: zero,
    previous: [],
  };
}

function ask(reading: ClockReading, fact: ClockFactOf<'Asked'>, calendar: WorkingCalendar): ClockReading {
  if (reading.asked !== null) throw new DossierClockError('ALREADY_ASKED', 'a supplement is awaited already');
  const told = giveDate(reading, { ...reading, fact, cause: 'CALENDAR' }, indexCalendar(calendar));
  return { ...told, state: 'PAUSED', asked: reading.reached };
}

function answer(reading: ClockReading, fact: ClockFactOf<'Answered'>, calendar: WorkingCalendar): ClockReading {
  const { limit, asked, round, due: before, bareDue: bareBefore, reached } = reading;
  if (asked === null) throw new DossierClockError('NOT_ASKED', 'no supplement is awaited');
  const index = indexCalendar(calendar);
  const due = dueAfterAnswer({ limit, due: before, asked }, fact.at, calendar);
  const bareDue = bareBefore === before ? due : dueAfterAnswer({ limit, due: bareBefore, asked }, fact.at, calendar);
  const restarts = limit.supplementClock === 'restart';
  const pause = countBetween(before, due, index) > countBetween(asked, reached, index) ? 'MINIMUM' : 'WAIT';
  const cause = restarts ? 'SUPPLEMENT_RESTART' : (`SUPPLEMENT_${pause}` as const);
  const moved = giveDate(reading, { fact, due, bareDue, cause }, index);
  return { ...moved, state: 'RUNNING', asked: null, round: restarts ? round + 1 : round };
}

function reappoint(reading: ClockReading, fact: ClockFactOf<'Reappointed'>, calendar: WorkingCalendar): ClockReading {
  if (reading.asked !== null) throw new DossierClockError('SUPPLEMENT_OPEN', 'the clock stands still');
  if (reading.reappointed) throw new DossierClockError('ALREADY_REAPPOINTED', 'one new date only');
  const index = indexCalendar(calendar);
  const due = firstWorkingDay(dayNumber(fact.newDueOn), index);
  const told = { ...fact, promisedOn: fact.newDueOn };
  const bareDue = Math.max(reading.bareDue, due);
  return { ...giveDate(reading, { fact: told, due, bareDue, cause: 'REAPPOINTED' }, index), reappointed: true };
}

/** What was promised when the clock stopped is final: no later calendar makes a finished dossier late or punctual. */
function settle(reading: ClockReading, { promisedOn }: ClockFactOf<'Stopped'>): ClockReading {
  return promisedOn === undefined ? reading : { ...reading, due: dayNumber(promisedOn) };
}

function stop(reading: ClockReading, { outcome }: ClockFactOf<'Stopped'>): ClockReading {
  if (reading.asked !== null && outcome === 'SIGNED') {
    throw new DossierClockError('SUPPLEMENT_OPEN', 'not to be signed while a supplement is awaited');
  }
  return { ...reading, state: 'STOPPED' };
}
