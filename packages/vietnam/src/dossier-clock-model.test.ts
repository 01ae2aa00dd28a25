import fc from 'fast-check';
import { addDays } from './calendar-day.js';
import { dossierClock, type StartedClock } from './dossier-clock.js';
import { slowClock, type SlowClock } from '../test/slow-dossier-clock.js';
import { clockStanding } from './dossier-clock-standing.js';
import { calendars, stories, type Story } from '../test/dossier-clock-stories.js';
import { loadNationalCalendar, type WorkingCalendar } from './working-calendar.js';

const seed = Number(process.env['SEED'] ?? 20_261_123);
const cases = 20_000;
const birthLimit = { workingDays: 5, sameDay: false, cutoff: '15:00', supplementClock: 'pause' } as const;
const at = (text: string) => new Date(`${text}:00+07:00`);
const typical = {
  facts: [
    { type: 'Started', at: at('2026-11-16T09:00'), limit: birthLimit },
    { type: 'Asked', at: at('2026-11-18T10:00') },
    { type: 'Answered', at: at('2026-11-25T10:00') },
    { type: 'Stopped', at: at('2026-11-27T16:00'), outcome: 'SIGNED' },
  ],
  now: at('2026-11-30T09:00'),
  calendar: loadNationalCalendar(),
} as const;

describe(`the clock, held against a day-by-day model (seed ${seed})`, () => {
  it(`says the same in ${cases} random dossiers`, () => {
    const seen: Record<string, number> = {};
    fc.assert(
      fc.property(stories, calendars, ({ facts, now }, calendar) => {
        const slow = slowClock(facts, now, calendar);
        const clock = started(dossierClock(facts, calendar));
        const standing = clockStanding(facts, now, calendar);
        const { state, dueOn } = clock;
        const days = daysOf(clock, slow.days.at(-1)?.[0]);
        const said = {
          state,
          dueOn,
          days,
          used: standing?.usedWorkingDays,
          remaining: standing?.remainingWorkingDays,
          overdue: standing?.overdueWorkingDays,
          lateness: standing?.lateness,
        };
        // Comparing text first: matchers are ten times slower than the clock.
        if (JSON.stringify(said) !== JSON.stringify(inSameOrder(slow))) expect(said).toEqual(slow);
        for (const mark of [`is ${state}`, slow.lateness, ...new Set(slow.days.map(([, kind]) => kind))]) {
          seen[mark] = (seen[mark] ?? 0) + 1;
        }
      }),
      { seed, numRuns: cases },
    );
    process.stdout.write(`seed ${seed}, ${cases} dossiers, of which ${JSON.stringify(seen)}\n`);
  });
});

describe('its price', () => {
  it('is printed beside that of the model, in processor time of the same run', () => {
    const random = fc.sample(fc.tuple(stories, calendars), { seed, numRuns: 500 });
    const sample = random.map(([story, calendar]) => ({ ...story, calendar }));
    const figures = {
      typical: {
        days: daysOf(started(dossierClock(typical.facts, typical.calendar))).length,
        ...priceOf([typical], 2_000),
      },
      random: priceOf(sample, 4),
    };
    process.stdout.write(`processor µs per dossier ${JSON.stringify(figures)}\n`);
    expect(figures.random['modelOverClock']).toBeGreaterThan(0);
  });
});

interface Sample extends Story {
  readonly calendar: WorkingCalendar;
}

function priceOf(sample: readonly Sample[], passes: number): Record<string, number> {
  const us = (work: (one: Sample) => unknown) => {
    sample.forEach(work);
    const from = process.cpuUsage();
    for (let pass = 0; pass < passes; pass += 1) sample.forEach(work);
    const { user, system } = process.cpuUsage(from);
    return (user + system) / sample.length / passes;
  };
  const model = us(({ facts, now, calendar }) => slowClock(facts, now, calendar));
  const clock = us(({ facts, calendar }) => dossierClock(facts, calendar));
  const standing = us(({ facts, now, calendar }) => clockStanding(facts, now, calendar));
  const first = us(({ facts, calendar }) => dossierClock(facts.slice(0, 1), calendar));
  const rounded = (value: number) => Math.round(value * 10) / 10;
  return {
    started: rounded(first),
    clock: rounded(clock),
    standing: rounded(standing),
    model: rounded(model),
    modelOverClock: rounded(model / clock),
  };
}

/** Every day with its kind, an open pause until `lastDay`. */
function daysOf({ segments }: StartedClock, lastDay = ''): readonly (readonly [string, string])[] {
  const days: [string, string][] = [];
  for (const { from, to, kind, otherWorkingDays } of segments) {
    const [dayBefore] = days.at(-1) ?? [addDays(from, -1)];
    if (from !== addDays(dayBefore, 1)) throw new Error(`a gap before ${from}`);
    if ((to === null) !== (otherWorkingDays === null)) throw new Error(`open or not, from ${from}`);
    for (let day = from; day <= (to ?? lastDay); day = addDays(day, 1)) days.push([day, kind]);
  }
  return days;
}

function inSameOrder({ state, dueOn, days, ...numbers }: SlowClock): SlowClock {
  return { state, dueOn, days, ...numbers };
}

function started(clock: ReturnType<typeof dossierClock>): StartedClock {
  if (clock.state === 'NOT_STARTED') throw new Error('was started');
  return clock;
}
