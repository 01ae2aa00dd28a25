import { addDays, instantInVietnam } from './calendar-day.js';
import { admitClockFact, dossierClock, type StartedClock } from './dossier-clock.js';
import type { ClockEvent, ClockFact, ClockLimit } from './dossier-clock-facts.js';
import { clockStanding, filingAnswerDeadline } from './dossier-clock-standing.js';
import { loadNationalCalendar, type CalendarDay, type WorkingCalendar } from './working-calendar.js';

const at = (text: string) => {
  const [day = '', clock] = text.split(' ');
  return instantInVietnam(day, clock);
};
const limitOf = (workingDays: number, more: Partial<ClockLimit> = {}): ClockLimit => ({
  workingDays,
  sameDay: false,
  cutoff: null,
  supplementClock: 'pause',
  ...more,
});
const start = (text: string, limit: ClockLimit | number): ClockFact => ({
  type: 'Started',
  at: at(text),
  limit: typeof limit === 'number' ? limitOf(limit) : limit,
});
const asked = (text: string): ClockFact => ({ type: 'Asked', at: at(text) });
const answered = (text: string): ClockFact => ({ type: 'Answered', at: at(text) });
const reappointed = (text: string, newDueOn: string): ClockEvent => ({ type: 'Reappointed', at: at(text), newDueOn });
const stopped = (text: string): ClockFact => ({ type: 'Stopped', at: at(text), outcome: 'SIGNED' });

describe('the vectors of working time, through the clock', () => {
  it.each([
    ['2026-11-23 09:00', limitOf(1), '2026-11-25'],
    ['2026-11-20 16:00', limitOf(1), '2026-11-23'],
    ['2026-02-12 10:00', limitOf(5), '2026-02-26'],
    ['2026-08-20 10:00', limitOf(2), '2026-08-22'],
    ['2026-08-28 14:00', limitOf(3), '2026-09-07'],
    ['2026-04-24 08:00', limitOf(3), '2026-05-04'],
    ['2026-12-30 09:00', limitOf(3), '2027-01-05'],
    ['2026-11-21 10:00', limitOf(3), '2026-11-26'],
    ['2026-11-21 10:00', limitOf(3, { cutoff: '15:00' }), '2026-11-27'],
    ['2026-11-20 09:00', limitOf(5, { cutoff: '15:00' }), '2026-11-30'],
    ['2026-11-20 15:30', limitOf(5, { cutoff: '15:00' }), '2026-12-01'],
    ['2026-11-20 14:59', limitOf(1, { cutoff: '15:00', sameDay: true }), '2026-11-20'],
    ['2026-11-20 15:00', limitOf(1, { cutoff: '15:00', sameDay: true }), '2026-11-23'],
    ['2026-08-21 15:30', limitOf(1, { cutoff: '15:00', sameDay: true }), '2026-08-22'],
    ['2026-11-24 09:00', limitOf(1, { cutoff: '15:00', sameDay: true }), '2026-11-25'],
    ['2026-11-24 09:00', limitOf(0), '2026-11-25'],
  ])('accepted %s with %j: due %s', (acceptedAt, limit, due) => {
    expect(dossierClock([start(acceptedAt, limit)])).toMatchObject({ state: 'RUNNING', dueOn: due, previous: [] });
  });

  it.each([
    ['2026-11-16', 5, '2026-11-18', '2026-11-25', '2026-11-23', '2026-11-30', '2026-12-02', 'SUPPLEMENT_WAIT'],
    ['2026-11-16', 3, '2026-11-17', '2026-11-21', '2026-11-19', '2026-11-25', '2026-11-26', 'SUPPLEMENT_WAIT'],
    ['2026-02-11', 5, '2026-02-13', '2026-02-24', '2026-02-25', '2026-02-27', '2026-03-03', 'SUPPLEMENT_WAIT'],
    ['2026-11-16', 3, '2026-11-19', '2026-11-23', '2026-11-19', '2026-11-25', '2026-11-27', 'SUPPLEMENT_MINIMUM'],
  ])(
    'accepted %s, %i days, asked %s, answered %s: %s becomes %s, or %s',
    (accepted, workingDays, askedOn, answeredOn, first, paused, restarted, cause) => {
      const facts = (supplementClock: 'pause' | 'restart') => [
        start(`${accepted} 09:00`, limitOf(workingDays, { supplementClock })),
        asked(`${askedOn} 10:00`),
        answered(`${answeredOn} 10:00`),
      ];
      const answeredAt = at(`${answeredOn} 10:00`);
      const was = { dueOn: first, at: answeredAt, missed: false };
      expect(dossierClock(facts('pause'))).toMatchObject({
        dueOn: paused,
        previous: [{ ...was, replacedBy: paused, cause }],
      });
      expect(dossierClock(facts('restart'))).toMatchObject({
        dueOn: restarted,
        previous: [{ ...was, replacedBy: restarted, cause: 'SUPPLEMENT_RESTART' }],
      });
      expect(clockStanding(facts('pause').slice(0, 2), answeredAt)?.dueOnIfAnswered).toBe(paused);
      expect(clockStanding(facts('restart'), answeredAt)).toMatchObject({
        usedWorkingDays: 0,
        remainingWorkingDays: workingDays,
      });
    },
  );

  it.each([
    ['2026-11-20 09:00', 2, '2026-11-25', '2026-11-23', '2026-11-30'],
    ['2026-04-24 08:00', 3, '2026-05-04', '2026-04-29', '2026-05-07'],
  ])('accepted %s, %i days, due %s: letter by %s, new date %s', (acceptedAt, days, due, by, newDueOn) => {
    const facts = [start(acceptedAt, days)];
    expect(dossierClock(facts)).toMatchObject({ dueOn: due, reappointBy: by });
    const fact = admitClockFact(facts, reappointed(`${by} 23:59`, newDueOn));
    expect(dossierClock([...facts, fact])).toMatchObject({
      dueOn: newDueOn,
      reappointBy: null,
      previous: [{ dueOn: due, replacedBy: newDueOn, cause: 'REAPPOINTED', workingDays: 3 }],
    });
    const aDayLater = reappointed(`${addDays(by, 1)} 00:00`, newDueOn);
    expect(() => admitClockFact(facts, aDayLater)).toThrow(`until ${by}`);
  });

  it.each([
    ['2026-11-20 16:00', '2026-11-23 16:00', '2026-11-23 14:00'],
    ['2026-11-23 10:00', '2026-11-25 10:00', '2026-11-23 17:00'],
    ['2026-11-21 20:00', '2026-11-23 17:00', '2026-11-23 15:00'],
    ['2026-11-19 22:15', '2026-11-20 17:00', '2026-11-20 15:00'],
  ])('filed online %s: to be answered by %s, at risk from %s', (filedAt, answerBy, atRiskFrom) => {
    expect(filingAnswerDeadline(at(filedAt))).toEqual({ answerBy: at(answerBy), atRiskFrom: at(atRiskFrom) });
  });
});

describe('the days of a dossier', () => {
  it('are explained from acceptance to the signature', () => {
    const facts = [
      start('2026-11-16 09:00', limitOf(5, { cutoff: '15:00' })),
      asked('2026-11-18 10:00'),
      answered('2026-11-25 10:00'),
      stopped('2026-12-02 16:00'),
    ];
    const working = { cause: 'working', nameVi: null };
    expect(startedClock(facts).segments).toEqual([
      days('2026-11-16', '2026-11-16', { kind: 'DAY_ZERO', cause: 'dayZero', nameVi: null }, [0, 1]),
      days('2026-11-17', '2026-11-18', { kind: 'RUNNING', ...working }, [2, 0]),
      days('2026-11-19', '2026-11-25', { kind: 'PAUSED', cause: 'supplement', nameVi: null }, [0, 4]),
      days('2026-11-26', '2026-11-27', { kind: 'RUNNING', ...working }, [2, 0]),
      days('2026-11-28', '2026-11-29', { kind: 'DAY_OFF', cause: 'weekend', nameVi: null }, [0, 0]),
      days('2026-11-30', '2026-11-30', { kind: 'RUNNING', ...working }, [1, 0]),
      days('2026-12-01', '2026-12-02', { kind: 'OVERDUE', ...working }, [0, 2]),
    ]);
    expect(clockStanding(facts, at('2027-03-01 00:00'))).toMatchObject({
      state: 'STOPPED',
      usedWorkingDays: 5,
      remainingWorkingDays: 0,
      overdueWorkingDays: 2,
      lateness: 'LATE',
    });
  });

  it('name what came before the count, holidays and make-up days, and stay open while somebody is asked', () => {
    const late = startedClock([start('2026-08-20 15:00', limitOf(2, { cutoff: '15:00' }))]).segments;
    expect(late.map(({ kind, nameVi }) => [kind, nameVi])).toEqual([
      ['BEFORE_COUNT', null],
      ['DAY_ZERO', null],
      ['RUNNING', 'Làm bù cho ngày 31/8'],
      ['DAY_OFF', null],
      ['RUNNING', null],
    ]);
    const { segments, atRiskFrom, reappointBy } = startedClock([
      start('2026-11-16 09:00', 5),
      asked('2026-11-18 10:00'),
    ]);
    expect(segments.at(-1)).toMatchObject({ from: '2026-11-19', to: null, kind: 'PAUSED', otherWorkingDays: null });
    expect({ atRiskFrom, reappointBy }).toEqual({ atRiskFrom: null, reappointBy: null });
  });

  it('do not begin before the start', () => {
    expect(dossierClock([])).toEqual({ state: 'NOT_STARTED' });
    expect(clockStanding([], at('2026-11-16 09:00'))).toBeNull();
  });
});

describe('the risk of being late', () => {
  const facts = [start('2026-11-16 09:00', 10)];

  it.each([
    ['2026-11-16 09:00', 'ON_TIME', 0, 10, 0],
    ['2026-11-26 23:59', 'ON_TIME', 7, 3, 0],
    ['2026-11-27 00:00', 'AT_RISK', 8, 2, 0],
    ['2026-12-01 23:59', 'AT_RISK', 10, 0, 0],
    ['2026-12-02 00:00', 'LATE', 10, 0, 1],
  ])('of ten days is at %s %s', (now, lateness, usedWorkingDays, remainingWorkingDays, overdueWorkingDays) => {
    expect(dossierClock(facts)).toMatchObject({ atRiskFrom: at('2026-11-27'), lateFrom: at('2026-12-02') });
    const standing = { lateness, usedWorkingDays, remainingWorkingDays, overdueWorkingDays };
    expect(clockStanding(facts, at(now))).toMatchObject(standing);
  });

  it('is there from the start when only one day is allowed', () => {
    const soon = start('2026-11-16 09:00', 1);
    expect(dossierClock([soon])).toMatchObject({ atRiskFrom: at('2026-11-16 09:00'), lateFrom: at('2026-11-18') });
    expect(clockStanding([soon], at('2026-11-16 09:00'))).toMatchObject({
      lateness: 'AT_RISK',
      remainingWorkingDays: 1,
    });
  });

  it('is not the desk’s while somebody else is asked, unless it was late before', () => {
    const waiting = [...facts, asked('2026-11-30 10:00')];
    expect(clockStanding(waiting, at('2027-03-01 10:00'))).toMatchObject({
      lateness: 'ON_TIME',
      remainingWorkingDays: 1,
    });
    const lateOnce = [...facts, asked('2026-12-03 10:00')];
    expect(clockStanding(lateOnce, at('2026-12-04 10:00'))).toMatchObject({ lateness: 'LATE', overdueWorkingDays: 2 });
    expect(startedClock([...lateOnce, answered('2026-12-04 10:00')]).previous).toMatchObject([{ missed: true }]);
  });

  it('takes an instant before the last fact, as on a clock set back, as that of the fact', () => {
    const back = clockStanding([...facts, asked('2026-11-18 10:00')], at('2026-11-16 09:00'));
    expect(back).toMatchObject({ state: 'PAUSED', usedWorkingDays: 2, remainingWorkingDays: 8 });
  });
});

describe('another calendar', () => {
  const national = loadNationalCalendar();
  const withDays = (...off: readonly string[]): WorkingCalendar => ({
    ...national,
    days: [
      ...national.days,
      ...off.map((day): CalendarDay => ({ day, kind: 'holiday', status: 'announced', nameVi: 'Mẫu' })),
    ],
  });
  const begun: ClockEvent = { type: 'Started', at: at('2026-11-16 09:00'), limit: limitOf(3) };

  it('moves a date later, and says why', () => {
    const facts = [admitClockFact([], begun, national)];
    const closed = withDays('2026-11-18', '2026-11-19');
    const moved = { dueOn: '2026-11-19', replacedBy: '2026-11-23', cause: 'CALENDAR', workingDays: 2, missed: false };
    expect(dossierClock(facts, closed)).toMatchObject({ dueOn: '2026-11-23', previous: [{ ...moved, at: null }] });
    const retold = [...facts, admitClockFact(facts, { type: 'Recalculated', at: at('2026-11-17 08:00') }, closed)];
    const told = { ...moved, at: at('2026-11-17 08:00') };
    expect(dossierClock(retold, closed)).toMatchObject({ dueOn: '2026-11-23', previous: [told] });
    expect(dossierClock(retold, national)).toMatchObject({ dueOn: '2026-11-23', calendarDueOn: '2026-11-19' });
  });

  it('never moves a date that was told earlier', () => {
    const facts = [admitClockFact([], begun, withDays('2026-11-18'))];
    expect(dossierClock(facts, national)).toMatchObject({
      dueOn: '2026-11-20',
      calendarDueOn: '2026-11-19',
      previous: [],
    });
  });

  it('leaves alone what has stopped', () => {
    const facts = [admitClockFact([], begun, national)];
    const ended = [...facts, admitClockFact(facts, { type: 'Stopped', at: at('2026-11-20 09:00'), outcome: 'SIGNED' })];
    const closed = withDays('2026-11-18', '2026-11-19');
    expect(dossierClock(ended, closed)).toMatchObject({ dueOn: '2026-11-19', provisional: false, previous: [] });
    expect(clockStanding(ended, at('2026-11-20 09:00'), closed)?.lateness).toBe('LATE');
  });

  it('is expected where days are not announced', () => {
    expect(dossierClock([start('2027-02-03 09:00', 1)])).toMatchObject({ provisional: true });
    expect(dossierClock([start('2026-11-16 09:00', 1)])).toMatchObject({ provisional: false });
  });
});

function startedClock(facts: readonly ClockFact[]): StartedClock {
  const clock = dossierClock(facts);
  if (clock.state === 'NOT_STARTED') throw new Error('was started');
  return clock;
}

function days(from: string, to: string, rest: object, [usedWorkingDays, otherWorkingDays]: readonly [number, number]) {
  return { from, to, ...rest, usedWorkingDays, otherWorkingDays };
}
