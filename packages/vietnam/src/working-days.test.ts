import fc from 'fast-check';
import { addDays, dayFromNumber, dayInVietnam, dayNumber } from './calendar-day.js';
import { dueDate, pausedDueDate } from './due-date.js';
import { explainDay, isWorkingDay } from './working-calendar.js';
import { addWorkingDays, countWorkingDays, rollToWorkingDay } from './working-days.js';

const seed = 20_261_122;
const anyDay = fc.integer({ min: dayNumber('2023-06-01'), max: dayNumber('2028-06-01') }).map(dayFromNumber);
const anyInstant = fc.date({ min: new Date('2023-06-01'), max: new Date('2028-06-01'), noInvalidDate: true });
const fewDays = fc.integer({ min: 0, max: 40 });

describe(`working days, whatever the day (seed ${seed})`, () => {
  it('counted from a day to the nth working day after it are n', () => {
    holds(fc.property(anyDay, fewDays, (day, days) => countWorkingDays(day, addWorkingDays(day, days)) === days));
  });

  it('never end on a day off', () => {
    holds(fc.property(anyDay, fewDays, (day, days) => days === 0 || isWorkingDay(addWorkingDays(day, days))));
    holds(fc.property(anyDay, (day) => isWorkingDay(rollToWorkingDay(day)) && rollToWorkingDay(day) >= day));
  });

  it('lead back to where they came from', () => {
    holds(
      fc.property(
        anyDay,
        fewDays,
        (day, days) => addWorkingDays(addWorkingDays(rollToWorkingDay(day), days), -days) === rollToWorkingDay(day),
      ),
    );
  });

  it('are explained by segments that follow each other and count up to the limit', () => {
    const options = fc.record({ cutoff: fc.constantFrom(undefined, '15:00'), sameDay: fc.boolean() });
    holds(
      fc.property(anyInstant, fewDays, options, (acceptedAt, workingDays, { cutoff, sameDay }) => {
        const allowed = { acceptedAt, workingDays, sameDay, ...(cutoff === undefined ? {} : { cutoff }) };
        const { segments, dueOn, dayZero, dueAt, lateFrom } = dueDate(allowed);
        const counted = segments.filter(({ workingDay }) => workingDay !== null);
        return (
          segments.every(({ day }, at) => day === addDays(dayInVietnam(acceptedAt), at)) &&
          segments.at(-1)?.day === dueOn &&
          segments
            .filter(({ reason }) => reason === 'dayZero')
            .map(({ day }) => day)
            .join() === dayZero &&
          counted.length === (sameDay ? 0 : workingDays) &&
          counted.every(({ day }) => explainDay(day).working) &&
          dueAt < lateFrom
        );
      }),
    );
  });

  it('never promise an earlier day to who came later', () => {
    holds(
      fc.property(anyInstant, anyInstant, fewDays, (one, other, workingDays) => {
        const [first, second] = one <= other ? [one, other] : [other, one];
        const due = (acceptedAt: Date) => dueDate({ acceptedAt, workingDays, cutoff: '15:00' }).dueOn;
        return due(first) <= due(second);
      }),
    );
  });

  it('leave at least one of them after an answer, and never take time away for waiting', () => {
    holds(
      fc.property(anyInstant, fc.integer({ min: 0, max: 60 }), fewDays, (askedAt, waitedDays, allowed) => {
        const answeredAt = new Date(askedAt.getTime() + waitedDays * 86_400_000);
        const dueOn = addWorkingDays(dayInVietnam(askedAt), allowed);
        const moved = pausedDueDate({ dueOn, askedAt, answeredAt });
        return moved >= dueOn && countWorkingDays(dayInVietnam(answeredAt), moved) >= 1;
      }),
    );
  });
});

function holds<Ts>(property: fc.IPropertyWithHooks<Ts>): void {
  fc.assert(property, { seed, numRuns: 300 });
}
