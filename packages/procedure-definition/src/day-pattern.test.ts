import { dayFromNumber, dayNumber, isDay } from '@motcua/vietnam';
import fc from 'fast-check';
import { beforeDay, dayForm, fromDay, untilDay } from './day-pattern.js';

const seed = Number(process.env['SEED'] ?? 20_261_122);
const form = new RegExp(dayForm, 'u');
const two = (value: number) => String(value).padStart(2, '0');

describe('a pattern of days', () => {
  it('knows the leap years from 1000 to 9999', () => {
    const years = Array.from({ length: 10_000 }, (_, year) => `${String(year).padStart(4, '0')}-02-29`);
    expect(years.filter((day) => form.test(day) !== isDay(day))).toEqual([]);
    expect(years.filter((day) => form.test(day))).toHaveLength(2182);
  });

  it.each([1000, 1900, 2000, 2023, 2024, 9999])('knows the days of %i and no others', (year) => {
    const numbers = Array.from({ length: 14 * 33 }, (_, at) => `${year}-${two(at % 14)}-${two(Math.floor(at / 14))}`);
    expect(numbers.filter((day) => form.test(day) !== isDay(day))).toEqual([]);
  });

  it('says from, until and before a day', () => {
    const days = fc
      .integer({ min: dayNumber('1000-01-01'), max: dayNumber('9999-12-31') })
      .chain((at) =>
        fc.tuple(
          fc.constant(at),
          fc.oneof(fc.integer({ min: at - 40, max: at + 40 }), fc.integer({ min: -300_000, max: 900_000 })),
        ),
      )
      .map((pair) => pair.map(dayFromNumber))
      .filter((pair) => pair.every(isDay));
    fc.assert(
      fc.property(days, ([bound = '', day = '']) => {
        const said = [fromDay, untilDay, beforeDay].map((pattern) => new RegExp(pattern(bound), 'u').test(day));
        expect(said).toEqual([day >= bound, day <= bound, day < bound]);
      }),
      { numRuns: 2_000, seed },
    );
    process.stdout.write(`seed ${seed}\n`);
  });
});
