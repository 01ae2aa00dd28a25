import { fullYears, isDay } from './calendar-day.js';
import { explainDay, isWorkingDay, loadNationalCalendar, parseWorkingCalendar } from './working-calendar.js';

describe('the national calendar', () => {
  it.each([
    ['2026-11-24', 'holiday', false],
    ['2026-08-22', 'makeupWork', true],
    ['2026-08-31', 'swapOff', false],
    ['2026-04-27', 'compensatory', false],
    ['2026-11-22', 'weekend', false],
    ['2026-11-23', 'working', true],
  ])('%s is %s', (day, reason, working) => {
    expect(explainDay(day)).toMatchObject({ reason, working });
    expect(isWorkingDay(day)).toBe(working);
  });

  it('survives being published as JSON and read again', () => {
    expect(parseWorkingCalendar(JSON.parse(JSON.stringify(loadNationalCalendar())))).toEqual(loadNationalCalendar());
  });

  it.each([
    ['an unknown kind', { days: [{ day: '2026-01-01', kind: 'party', status: 'announced', nameVi: 'x' }] }, 'days[0]'],
    [
      'a day that does not exist',
      { days: [{ day: '2026-02-30', kind: 'holiday', status: 'announced', nameVi: 'x' }] },
      'days[0]',
    ],
    [
      'a week without working day',
      { weekend: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] },
      'weekend',
    ],
    ['hours that end before they begin', { deskHours: [{ opensAt: '13:00', closesAt: '12:00' }] }, 'deskHours[0]'],
    ['no years', { years: 'all' }, 'years'],
    ['no id', { id: 7 }, 'id'],
  ])('refuses %s', (_, change, place) => {
    expect(() => parseWorkingCalendar({ ...loadNationalCalendar(), ...change })).toThrow(place);
  });

  it('refuses what is no calendar at all', () => {
    expect(() => parseWorkingCalendar(null)).toThrow(TypeError);
  });
});

describe('a civil day', () => {
  it.each(['2026-02-30', '2026-13-01', '2026-00-10', '2026-1-1', '0026-01-01', '2026-11-22T00:00', 20261122, null])(
    '%p is none',
    (value) => {
      expect(isDay(value)).toBe(false);
    },
  );

  it('knows leap years', () => {
    expect(isDay('2024-02-29')).toBe(true);
    expect(isDay('2100-02-29')).toBe(false);
  });

  it('makes a person born on 29 February older on 1 March', () => {
    expect(fullYears('2008-02-29', '2026-02-28')).toBe(17);
    expect(fullYears('2008-02-29', '2026-03-01')).toBe(18);
  });
});
