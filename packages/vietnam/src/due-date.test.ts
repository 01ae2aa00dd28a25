import { dayInVietnam, instantInVietnam } from './calendar-day.js';
import { apologyDeadline, dueDate, pausedDueDate, restartedDueDate } from './due-date.js';
import { addWorkingDays, rollToWorkingDay } from './working-days.js';
import { addWorkingHours } from './working-hours.js';

const at = (text: string) => {
  const [day = '', clock] = text.split(' ');
  return instantInVietnam(day, clock);
};

describe('the promised date', () => {
  it.each([
    ['2026-11-23 09:00', 1, '2026-11-25'],
    ['2026-11-20 16:00', 1, '2026-11-23'],
    ['2026-02-12 10:00', 5, '2026-02-26'],
    ['2026-08-20 10:00', 2, '2026-08-22'],
    ['2026-08-28 14:00', 3, '2026-09-07'],
    ['2026-04-24 08:00', 3, '2026-05-04'],
    ['2026-12-30 09:00', 3, '2027-01-05'],
    ['2026-11-21 10:00', 3, '2026-11-26'],
    ['2025-04-25 09:00', 3, '2025-04-29'],
    ['2024-02-06 09:00', 2, '2024-02-15'],
  ])('accepted %s with %i working days is due %s', (acceptedAt, workingDays, due) => {
    expect(dueDate({ acceptedAt: at(acceptedAt), workingDays }).dueOn).toBe(due);
  });

  it.each([
    ['2026-11-21 10:00', 3, '2026-11-27'],
    ['2026-11-20 09:00', 5, '2026-11-30'],
    ['2026-11-20 15:30', 5, '2026-12-01'],
  ])('accepted %s with %i working days and a cut-off at 15:00 is due %s', (acceptedAt, workingDays, due) => {
    expect(dueDate({ acceptedAt: at(acceptedAt), workingDays, cutoff: '15:00' }).dueOn).toBe(due);
  });

  it.each([
    ['2026-11-20 14:59', '2026-11-20'],
    ['2026-11-20 15:00', '2026-11-23'],
    ['2026-11-23 15:30', '2026-11-25'],
    ['2026-08-21 15:30', '2026-08-22'],
    ['2026-11-24 09:00', '2026-11-25'],
  ])('accepted %s for the same day is due %s', (acceptedAt, due) => {
    expect(dueDate({ acceptedAt: at(acceptedAt), workingDays: 1, cutoff: '15:00', sameDay: true }).dueOn).toBe(due);
  });

  it('falls at the closing of the desk and is broken only at midnight', () => {
    const { dueAt, lateFrom } = dueDate({ acceptedAt: at('2026-11-23 09:00'), workingDays: 1 });
    expect(dueAt.toISOString()).toBe('2026-11-25T10:00:00.000Z');
    expect(lateFrom.toISOString()).toBe('2026-11-25T17:00:00.000Z');
  });

  it('belongs to the Vietnamese day, whatever the UTC day', () => {
    const justAfterMidnight = new Date('2026-11-22T17:00:00Z');
    expect(dueDate({ acceptedAt: justAfterMidnight, workingDays: 1 }).dayZero).toBe('2026-11-23');
    expect(dueDate({ acceptedAt: new Date(justAfterMidnight.getTime() - 1), workingDays: 1 }).dayZero).toBe(
      '2026-11-22',
    );
  });

  it('explains each day it passed over', () => {
    const { segments, provisional } = dueDate({ acceptedAt: at('2026-11-20 15:30'), workingDays: 2, cutoff: '15:00' });
    expect(segments).toEqual([
      { day: '2026-11-20', workingDay: null, reason: 'afterCutoff', nameVi: null },
      { day: '2026-11-21', workingDay: null, reason: 'weekend', nameVi: null },
      { day: '2026-11-22', workingDay: null, reason: 'weekend', nameVi: null },
      { day: '2026-11-23', workingDay: null, reason: 'dayZero', nameVi: null },
      { day: '2026-11-24', workingDay: null, reason: 'holiday', nameVi: 'Ngày Văn hóa Việt Nam' },
      { day: '2026-11-25', workingDay: 1, reason: 'working', nameVi: null },
      { day: '2026-11-26', workingDay: 2, reason: 'working', nameVi: null },
    ]);
    expect(provisional).toBe(false);
  });

  it('says so when it rests on days not yet announced, or on a year the calendar does not hold', () => {
    expect(dueDate({ acceptedAt: at('2027-02-03 09:00'), workingDays: 1 }).provisional).toBe(true);
    expect(dueDate({ acceptedAt: at('2031-03-03 09:00'), workingDays: 1 }).provisional).toBe(true);
  });
});

describe('the promised date after a supplement', () => {
  it.each([
    ['2026-11-16', 5, '2026-11-18', '2026-11-25', '2026-11-23', '2026-11-30', '2026-12-02'],
    ['2026-11-16', 3, '2026-11-17', '2026-11-21', '2026-11-19', '2026-11-25', '2026-11-26'],
    ['2026-02-11', 5, '2026-02-13', '2026-02-24', '2026-02-25', '2026-02-27', '2026-03-03'],
    ['2026-11-16', 3, '2026-11-19', '2026-11-23', '2026-11-19', '2026-11-25', '2026-11-27'],
  ])(
    'accepted %s, %i days, asked %s, answered %s: %s becomes %s, or %s',
    (accepted, workingDays, asked, answered, first, paused, restarted) => {
      const answeredAt = at(`${answered} 10:00`);
      const { dueOn } = dueDate({ acceptedAt: at(`${accepted} 09:00`), workingDays });
      expect(dueOn).toBe(first);
      expect(pausedDueDate({ dueOn, askedAt: at(`${asked} 10:00`), answeredAt })).toBe(paused);
      expect(restartedDueDate({ answeredAt, workingDays })).toBe(restarted);
    },
  );
});

describe('working time', () => {
  it.each([
    ['2026-11-25', '2026-11-23', '2026-11-30'],
    ['2026-05-04', '2026-04-29', '2026-05-07'],
  ])('due %s: apology by %s, three more days end on %s', (due, apology, later) => {
    expect(apologyDeadline(due)).toBe(apology);
    expect(addWorkingDays(due, 3)).toBe(later);
  });

  it.each([
    ['2026-11-20 16:00', '2026-11-23 16:00'],
    ['2026-11-23 10:00', '2026-11-25 10:00'],
    ['2026-11-21 20:00', '2026-11-23 17:00'],
    ['2026-11-19 22:15', '2026-11-20 17:00'],
  ])('eight desk hours from %s end at %s', (from, until) => {
    expect(addWorkingHours(at(from), 8)).toEqual(at(until));
  });

  it.each([
    ['2026-09-21', 60, '2026-11-20'],
    ['2026-09-22', 60, '2026-11-23'],
    ['2026-11-09', 15, '2026-11-25'],
  ])("a citizen's limit from %s of %i calendar days ends on %s", (from, days, until) => {
    const last = dayInVietnam(new Date(at(from).getTime() + days * 86_400_000));
    expect(rollToWorkingDay(last)).toBe(until);
  });

  it('refuses to search for ever in a calendar without working days', () => {
    const closed = { id: 'closed', asOf: '2026-01-01', deskHours: [], years: [], days: [], weekend: everyDay };
    expect(() => addWorkingDays('2026-01-01', 1, closed)).toThrow(RangeError);
    expect(() => addWorkingHours(at('2026-01-01 09:00'), 1, closed)).toThrow(RangeError);
    expect(() => addWorkingDays('2026-01-01', 0.5)).toThrow(RangeError);
  });
});

const everyDay = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
