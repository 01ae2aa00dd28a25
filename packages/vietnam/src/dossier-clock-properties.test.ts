import fc from 'fast-check';
import { addDays, dayInVietnam } from './calendar-day.js';
import { admitClockFact, dossierClock, type StartedClock } from './dossier-clock.js';
import { DossierClockError, type ClockEvent, type ClockFact } from './dossier-clock-facts.js';
import { clockStanding } from './dossier-clock-standing.js';
import { calendars, gaps, instants, limits, stories } from '../test/dossier-clock-stories.js';
import { isWorkingDay, type WorkingCalendar } from './working-calendar.js';

const seed = Number(process.env['SEED'] ?? 20_261_124);
const cases = 2_000;
const started: fc.Arbitrary<ClockFact> = fc
  .tuple(instants, limits)
  .map(([at, limit]) => ({ type: 'Started', at, limit }));
/** Told under a first calendar, so that every fact carries its promise. */
const toldStories = fc
  .tuple(stories, calendars)
  .map(([{ facts, now }, calendar]) => ({ facts: admitted(facts, calendar), now, calendar }));

describe(`a dossier's clock, whatever happens to it (seed ${seed})`, () => {
  it('is never due earlier for a pause, nor for a later answer', () => {
    holds(
      fc.property(started, gaps, gaps, gaps, calendars, (start, before, wait, more, calendar) => {
        const asked: ClockFact = { type: 'Asked', at: later(start.at, before) };
        const due = (minutes: number) =>
          dueOf([start, asked, { type: 'Answered', at: later(asked.at, minutes) }], calendar);
        return due(wait) >= dueOf([start], calendar) && due(wait + more) >= due(wait);
      }),
    );
  });

  it('has segments that follow each other from acceptance to the date, and add up to used and remaining', () => {
    holds(
      fc.property(stories, calendars, ({ facts, now }, calendar) => {
        const { state, segments, dueOn } = clockOf(facts, calendar);
        const standing = clockStanding(facts, now, calendar);
        const lastDay = dayInVietnam(facts.at(-1)?.at ?? now);
        const used = segments.reduce((sum, { usedWorkingDays }) => sum + usedWorkingDays, 0);
        const { usedWorkingDays = -1, remainingWorkingDays = -1 } = standing ?? {};
        expect(segments[0]?.from).toBe(dayInVietnam(facts[0]?.at ?? now));
        for (const [at, { from }] of segments.entries()) {
          const before = segments[at - 1];
          if (before) expect(addDays(before.to ?? '', 1)).toBe(from);
        }
        if (state === 'RUNNING') {
          expect(segments.at(-1)?.to).toBe(dueOn > lastDay ? dueOn : lastDay);
          expect(used).toBe(usedWorkingDays + remainingWorkingDays);
        } else expect(used).toBe(usedWorkingDays);
        if (state === 'PAUSED') expect(segments.at(-1)).toMatchObject({ kind: 'PAUSED', to: null });
      }),
    );
  });

  it('stands still once stopped, at every later instant and under every other calendar', () => {
    holds(
      fc.property(toldStories, gaps, calendars, ({ facts, calendar, now }, gap, other) => {
        const at = later(now, gap);
        const stopped = [...facts];
        if (clockOf(facts, calendar).state !== 'STOPPED') {
          stopped.push(admitClockFact(facts, { type: 'Stopped', at: now, outcome: 'ENDED' }, calendar));
        }
        expect(clockStanding(stopped, at, calendar)).toEqual(clockStanding(stopped, now, calendar));
        const [here, there] = [clockOf(stopped, calendar), clockOf(stopped, other)];
        expect([there.dueOn, there.provisional]).toEqual([here.dueOn, false]);
        const late = (by: WorkingCalendar) => clockStanding(stopped, at, by)?.lateness === 'LATE';
        // A calendar may change which day counted last, but only for who stopped before the count began or while asked.
        if (facts.every(({ type }) => type !== 'Asked') && here.dayZero === there.dayZero) {
          expect(late(other)).toBe(late(calendar));
        }
      }),
    );
  });

  it('keeps every date told, whatever the calendar becomes, and tells how the last came about', () => {
    holds(
      fc.property(toldStories, calendars, ({ facts, calendar }, other) => {
        const running = facts.filter(({ type }) => type !== 'Stopped');
        const { dueOn, calendarDueOn, previous } = clockOf(running, other);
        for (const { promisedOn = '' } of running) expect(dueOn >= promisedOn).toBe(true);
        expect(dueOn >= calendarDueOn && isWorkingDay(dueOn, other)).toBe(true);
        expect(calendarDueOn).toBe(dueOf(running.map(unpromised), other));
        const told = [running[0]?.promisedOn, ...previous.map(({ replacedBy }) => replacedBy)];
        expect(previous.map((was) => was.dueOn)).toEqual(told.slice(0, -1));
        expect(told.at(-1)).toBe(dueOn);
        expect(clockOf(running, calendar).previous.every(({ cause, at }) => cause !== 'CALENDAR' && at !== null)).toBe(
          true,
        );
      }),
    );
  });

  it('does not care when or in which order it hears what changes nothing for the other', () => {
    holds(
      fc.property(started, gaps, fc.integer({ min: 0, max: 30 }), calendars, (start, gap, days, calendar) => {
        const at = later(start.at, gap);
        const newDate: ClockFact = { type: 'Reappointed', at, newDueOn: addDays(dayInVietnam(at), days) };
        const told: ClockFact = { type: 'Recalculated', at, promisedOn: dueOf([start], calendar) };
        const one = clockOf([start, newDate, told], calendar);
        expect(clockOf([start, told, newDate], calendar)).toEqual(one);
        expect(clockOf([start, newDate], calendar)).toEqual(one);
      }),
    );
  });

  it('only ever runs towards being late, and exactly when it said it would', () => {
    holds(
      fc.property(stories, gaps, calendars, ({ facts, now }, gap, calendar) => {
        const { state, atRiskFrom, lateFrom } = clockOf(facts, calendar);
        const [first, second] = [now, later(now, gap)].map((at) => clockStanding(facts, at, calendar));
        if (!first || !second) throw new Error('was started');
        if (state === 'PAUSED') expect({ ...second, dueOnIfAnswered: null }).toMatchObject(unmoved(first));
        if (state !== 'RUNNING' || !atRiskFrom) return;
        expect(second.usedWorkingDays >= first.usedWorkingDays).toBe(true);
        expect(second.remainingWorkingDays <= first.remainingWorkingDays).toBe(true);
        const expected = now >= lateFrom ? 'LATE' : now >= atRiskFrom ? 'AT_RISK' : 'ON_TIME';
        expect(first.lateness).toBe(expected);
      }),
    );
  });

  it('refuses with a code or takes the fact, and reads what it took under any calendar', () => {
    const codes = new Set<string>();
    const events = fc.array(fc.tuple(gaps, fc.nat(4), fc.integer({ min: -3, max: 12 })), { maxLength: 8 });
    holds(
      fc.property(started, events, calendars, calendars, (start, steps, calendar, other) => {
        let facts: readonly ClockFact[] = [admitClockFact([], start, calendar)];
        let at = start.at;
        for (const [gap, kind, offset] of steps) {
          at = later(at, gap - 60);
          try {
            facts = [...facts, admitClockFact(facts, eventOf(kind, at, offset), calendar)];
          } catch (error) {
            if (!(error instanceof DossierClockError)) throw error;
            codes.add(error.code);
          }
        }
        const dates = facts.map(({ promisedOn = '' }) => promisedOn);
        expect([...dates].sort()).toEqual(dates);
        expect(clockOf(facts, calendar).dueOn).toBe(dates.at(-1));
        clockOf(facts, other);
      }),
    );
    process.stdout.write(`seed ${seed}, ${cases} cases each; refused with ${[...codes].sort().join(' ')}\n`);
    expect(codes.size).toBe(9);
  });
});

function eventOf(kind: number, at: Date, offset: number): ClockEvent {
  if (kind === 0) return { type: 'Asked', at };
  if (kind === 1) return { type: 'Answered', at };
  if (kind === 2) return { type: 'Stopped', at, outcome: 'SIGNED' };
  if (kind === 3) return { type: 'Recalculated', at };
  return { type: 'Reappointed', at, newDueOn: addDays(dayInVietnam(at), offset) };
}

/** The facts with what would have been promised, without those that would have been refused. */
function admitted(facts: readonly ClockFact[], calendar: WorkingCalendar): readonly ClockFact[] {
  return facts.map(unpromised).reduce<readonly ClockFact[]>((kept, event) => {
    try {
      return [...kept, admitClockFact(kept, event, calendar)];
    } catch (error) {
      if (error instanceof DossierClockError) return kept;
      throw error;
    }
  }, []);
}

function unpromised(fact: ClockFact): ClockEvent {
  const event: ClockEvent & { promisedOn?: string } = { ...fact };
  delete event.promisedOn;
  return event;
}

function unmoved({ usedWorkingDays, overdueWorkingDays, lateness }: NonNullable<ReturnType<typeof clockStanding>>) {
  return { usedWorkingDays, overdueWorkingDays, lateness };
}

function clockOf(facts: readonly ClockFact[], calendar: WorkingCalendar): StartedClock {
  const clock = dossierClock(facts, calendar);
  if (clock.state === 'NOT_STARTED') throw new Error('was started');
  return clock;
}

function dueOf(facts: readonly ClockFact[], calendar: WorkingCalendar): string {
  return clockOf(facts, calendar).dueOn;
}

function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}

function holds<Ts>(property: fc.IPropertyWithHooks<Ts>): void {
  fc.assert(property, { seed, numRuns: cases });
}
