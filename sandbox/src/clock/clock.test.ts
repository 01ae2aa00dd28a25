import { Refused } from '../refused.js';
import { createClock } from './clock.js';
import { nextWorkingMorning } from './next-working-morning.js';

const hourMs = 3_600_000;

function aClock() {
  const time = { ms: Date.parse('2026-11-23T02:00:00Z') };
  return { time, clock: createClock(() => time.ms) };
}

function refusal(move: () => void): string | undefined {
  try {
    move();
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

describe('the clock', () => {
  it('goes with the system and stays ahead by what it was moved', () => {
    const { clock, time } = aClock();
    clock.moveBy(hourMs);
    time.ms += 5_000;
    expect(clock.now().toISOString()).toBe('2026-11-23T03:00:05.000Z');
    expect(clock.offsetMs()).toBe(hourMs);
  });

  it('never goes back', () => {
    const { clock } = aClock();
    expect(refusal(() => clock.moveTo(new Date('2026-11-23T01:59:59Z')))).toBe('CLOCK_BACKWARDS');
    expect(refusal(() => clock.moveBy(-1))).toBe('CLOCK_BACKWARDS');
    expect(refusal(() => clock.moveBy(200 * 366 * 24 * hourMs))).toBe('CLOCK_TOO_FAR');
    expect(clock.offsetMs()).toBe(0);
  });

  it('tells its followers, then runs what a jump made due, in order of time, and leaves the rest', () => {
    const { clock } = aClock();
    const seen: string[] = [];
    const at = (hours: number, name: string) =>
      clock.at(new Date(clock.now().getTime() + hours * hourMs), () => seen.push(name));
    at(3, 'third');
    at(1, 'first');
    at(30, 'much later');
    const callOff = at(2, 'called off');
    callOff();
    clock.onMove(() => seen.push('moved'));
    clock.moveBy(4 * hourMs);
    expect(seen).toEqual(['moved', 'first', 'third']);
    clock.stop();
  });

  it('runs what becomes due while others run', () => {
    const { clock } = aClock();
    const seen: string[] = [];
    clock.at(new Date(clock.now().getTime() + hourMs), () => {
      seen.push('first');
      clock.at(new Date(clock.now().getTime() - 1), () => seen.push('at once'));
    });
    clock.moveBy(hourMs);
    expect(seen).toEqual(['first', 'at once']);
    clock.stop();
  });

  it('runs what is due by the passing of time as well', async () => {
    const clock = createClock();
    const soon = new Date(clock.now().getTime() + 20);
    await new Promise<void>((resolve) => clock.at(soon, resolve));
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(soon.getTime());
    clock.stop();
  });
});

describe('the next working morning', () => {
  it.each([
    ['Monday before eight', '2026-11-23T00:59:00Z', '2026-11-23T01:00:00.000Z'],
    ['Monday at eight: the next day is a holiday', '2026-11-23T01:00:00Z', '2026-11-25T01:00:00.000Z'],
    ['Friday afternoon: Monday', '2026-11-27T08:00:00Z', '2026-11-30T01:00:00.000Z'],
    ['Sunday evening in UTC is Monday morning in Hà Nội', '2026-11-29T22:00:00Z', '2026-11-30T01:00:00.000Z'],
    ['before Tết: after it', '2026-02-13T09:00:00Z', '2026-02-23T01:00:00.000Z'],
  ])('%s', (_when, now, morning) => {
    expect(nextWorkingMorning(new Date(now)).toISOString()).toBe(morning);
  });

  it('shows at first what it was told, and goes on from there', () => {
    const time = { ms: Date.UTC(2030, 0, 1) };
    const clock = createClock(() => time.ms, new Date('2026-11-23T01:30:00Z'));
    time.ms += 60_000;
    expect(clock.now()).toEqual(new Date('2026-11-23T01:31:00Z'));
  });
});
