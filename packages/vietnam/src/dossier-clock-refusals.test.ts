import { instantInVietnam } from './calendar-day.js';
import { admitClockFact, dossierClock } from './dossier-clock.js';
import { DossierClockError, type ClockEvent, type ClockFact, type ClockLimit } from './dossier-clock-facts.js';
import { clockStanding, filingAnswerDeadline } from './dossier-clock-standing.js';

const at = (text: string) => {
  const [day = '', clock] = text.split(' ');
  return instantInVietnam(day, clock);
};
const limit: ClockLimit = { workingDays: 5, sameDay: false, cutoff: '15:00', supplementClock: 'pause' };
const started: ClockFact = { type: 'Started', at: at('2026-11-16 09:00'), limit };
const asked: ClockFact = { type: 'Asked', at: at('2026-11-18 10:00') };
const answered: ClockFact = { type: 'Answered', at: at('2026-11-18 11:00') };
const reappointed: ClockFact = { type: 'Reappointed', at: at('2026-11-18 10:00'), newDueOn: '2026-11-27' };
const signed: ClockFact = { type: 'Stopped', at: at('2026-11-18 12:00'), outcome: 'SIGNED' };
const noDate = new Date(Number.NaN);

describe('facts that cannot follow each other', () => {
  it.each<[string, string, ClockFact[]]>([
    ['NOT_STARTED', 'asked before the start', [asked]],
    ['NOT_STARTED', 'stopped before the start', [signed]],
    ['ALREADY_STARTED', 'started twice', [started, started]],
    ['NOT_ASKED', 'answered without being asked', [started, answered]],
    ['NOT_ASKED', 'answered twice', [started, asked, answered, answered]],
    ['ALREADY_ASKED', 'asked twice', [started, asked, asked]],
    [
      'OUT_OF_ORDER',
      'a clock set back by a millisecond',
      [started, { ...asked, at: new Date(started.at.getTime() - 1) }],
    ],
    ['OUT_OF_ORDER', 'answered before it was asked', [started, asked, { ...answered, at: at('2026-11-18 09:59') }]],
    ['SUPPLEMENT_OPEN', 'signed while a supplement is awaited', [started, asked, signed]],
    ['SUPPLEMENT_OPEN', 'a new date while a supplement is awaited', [started, asked, reappointed]],
    ['ALREADY_REAPPOINTED', 'a second new date', [started, reappointed, reappointed]],
    ['ALREADY_STOPPED', 'asked after the signature', [started, signed, { ...asked, at: signed.at }]],
    ['ALREADY_STOPPED', 'signed twice', [started, signed, signed]],
  ])('%s: %s', (code, _, facts) => {
    expect(codeOf(() => dossierClock(facts))).toBe(code);
    expect(codeOf(() => clockStanding(facts, at('2026-11-30 09:00')))).toBe(code);
    expect(codeOf(() => admitClockFact(facts.slice(0, -1), facts.at(-1) ?? started))).toBe(code);
  });

  it.each<[string, ClockFact]>([
    ['an instant that is none', { ...started, at: noDate }],
    ['an instant before time was +07:00', { ...started, at: new Date(0) }],
    ['an instant in a year typed wrongly', { ...started, at: new Date('20261-01-01T00:00:00Z') }],
    ['half a working day', { ...started, limit: { ...limit, workingDays: 0.5 } }],
    ['no number of days', { ...started, limit: { ...limit, workingDays: Number.NaN } }],
    ['endless days', { ...started, limit: { ...limit, workingDays: Infinity } }],
    ['days below none', { ...started, limit: { ...limit, workingDays: -1 } }],
    ['a cut-off that no clock shows', { ...started, limit: { ...limit, cutoff: '25:00' } }],
    ['a promise on a day that does not exist', { ...started, promisedOn: '2026-02-30' }],
    ['a promise in the year 9999', { ...started, promisedOn: '9999-12-31' }],
  ])('BAD_FACT: %s', (_, fact) => {
    expect(codeOf(() => dossierClock([fact]))).toBe('BAD_FACT');
  });

  it('BAD_FACT: asked at no instant', () => {
    expect(codeOf(() => clockStanding([started], noDate))).toBe('BAD_FACT');
    expect(codeOf(() => filingAnswerDeadline(noDate))).toBe('BAD_FACT');
    const nowhere: ClockEvent = { type: 'Reappointed', at: asked.at, newDueOn: '2026-11-31' };
    expect(codeOf(() => admitClockFact([started], nowhere))).toBe('BAD_FACT');
  });
});

describe('a new date', () => {
  const due = '2026-11-23';

  it.each([
    ['NOT_LATER', 'earlier than the date in force', '2026-11-20'],
    ['NOT_LATER', 'the date in force', due],
    ['NOT_LATER', 'a day off before it', '2026-11-21'],
    ['DAY_OFF', 'a Saturday', '2026-11-28'],
    ['DAY_OFF', 'a holiday', '2026-11-24'],
  ])('%s: %s', (code, _, newDueOn) => {
    expect(dossierClock([started])).toMatchObject({ dueOn: due });
    expect(codeOf(() => admitClockFact([started], { ...reappointed, newDueOn }))).toBe(code);
  });

  it('is refused once the letter would be late, and for a limit of the same day always', () => {
    const lateLetter = { ...reappointed, at: at('2026-11-21 00:00') };
    expect(codeOf(() => admitClockFact([started], lateLetter))).toBe('APOLOGY_TOO_LATE');
    const sameDay: ClockFact = { ...started, limit: { ...limit, sameDay: true } };
    expect(dossierClock([sameDay])).toMatchObject({ reappointBy: null });
    const soon = { ...reappointed, at: started.at };
    expect(codeOf(() => admitClockFact([sameDay], soon))).toBe('APOLOGY_TOO_LATE');
  });

  it.each<[string | null, string, ClockFact[]]>([
    [null, '2026-11-20', [started]],
    ['SUPPLEMENT_OPEN', '2026-11-20', [started, asked]],
    ['ALREADY_REAPPOINTED', '2026-11-26', [started, reappointed]],
    ['ALREADY_STOPPED', '2026-11-20', [started, signed]],
  ])('may be given (%s) until %s', (refusal, until, facts) => {
    expect(clockStanding(facts, at('2026-11-18 12:00'))?.reappointment).toEqual({ refusal, until });
  });

  it('still reads when its day has become a day off since', () => {
    const onSaturday: ClockFact = { ...reappointed, newDueOn: '2026-11-28' };
    expect(dossierClock([started, onSaturday])).toMatchObject({ dueOn: '2026-11-30' });
  });
});

it('lets a dossier end while a supplement is awaited, on time if it was when asked', () => {
  const ended: ClockFact = { type: 'Stopped', at: at('2027-01-20 09:00'), outcome: 'ENDED' };
  const standing = clockStanding([started, asked, ended], at('2027-02-01 09:00'));
  expect(standing).toMatchObject({
    state: 'STOPPED',
    lateness: 'ON_TIME',
    usedWorkingDays: 2,
    remainingWorkingDays: 3,
  });
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DossierClockError) return error.code;
    throw error;
  }
  return 'taken';
}
