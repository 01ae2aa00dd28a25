/** How somebody wants to be written to: in which language, by which channel first, and when no text may ring. */
import { Refusal } from '@motcua/service-kit/pure';
import { clockToMs, dayInVietnam, instantInVietnam } from '@motcua/vietnam';
import { channels, type Channel, type Language } from './templates.js';

export interface Preferences {
  readonly language: Language;
  /** A text first: letters go all the same. A letter first: a text goes only where no letter can. */
  readonly channelOrder: readonly Channel[];
  readonly quietHours: QuietHours | null;
}

/** `hh:mm` in Vietnam; over midnight when `from` is later than `to`. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

export interface PreferenceProblem {
  readonly path: string;
  readonly code: string;
}

const clockPattern = /^([01]\d|2[0-3]):[0-5]\d$/;
const dayMs = 86_400_000;
/** Longer would be never. */
const longestQuietMs = dayMs / 2;

export function usualPreferences(language: Language): Preferences {
  return { language, channelOrder: channels, quietHours: null };
}

/** Refused: PREFERENCES_WRONG, with all problems at once. */
export function demandRightPreferences({ channelOrder, quietHours }: Preferences): void {
  const problems = [...problemsWithOrder(channelOrder), ...problemsWithQuietHours(quietHours)];
  if (problems.length > 0) throw new Refusal('PREFERENCES_WRONG', 'The preferences cannot be kept.', { problems });
}

function problemsWithOrder(order: readonly Channel[]): readonly PreferenceProblem[] {
  const path = 'channelOrder';
  return [
    ...(new Set(order).size < order.length ? [{ path, code: 'CHANNEL_TWICE' }] : []),
    ...(channels.every((channel) => order.includes(channel)) ? [] : [{ path, code: 'CHANNEL_MISSING' }]),
  ];
}

function problemsWithQuietHours(hours: QuietHours | null): readonly PreferenceProblem[] {
  if (hours === null) return [];
  const malformed = (['from', 'to'] as const)
    .filter((end) => !clockPattern.test(hours[end]))
    .map((end) => ({ path: `quietHours.${end}`, code: 'CLOCK_MALFORMED' }));
  if (malformed.length > 0) return malformed;
  const lengthMs = lengthOf(hours);
  if (lengthMs === 0) return [{ path: 'quietHours', code: 'QUIET_HOURS_EMPTY' }];
  return lengthMs > longestQuietMs ? [{ path: 'quietHours', code: 'QUIET_HOURS_TOO_LONG' }] : [];
}

/** When texts may ring again; null when they may now. */
export function quietUntil(hours: QuietHours | null, at: Date): Date | null {
  if (hours === null) return null;
  const today = dayInVietnam(at);
  const startsToday = instantInVietnam(today, hours.from);
  // The night that began yesterday may not be over yet.
  const starts = [new Date(startsToday.getTime() - dayMs), startsToday];
  const ends = starts
    .filter((start) => start <= at)
    .map((start) => new Date(start.getTime() + lengthOf(hours)))
    .filter((end) => end > at);
  return ends[0] ?? null;
}

function lengthOf({ from, to }: QuietHours): number {
  return (clockToMs(to) - clockToMs(from) + dayMs) % dayMs;
}
