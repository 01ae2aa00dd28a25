import type { ClockDay, DueDate } from '@motcua/vietnam';
import type { DueDateDayKind, ResolversTypes } from './generated/resolvers.js';

type Language = 'vi' | 'en';

const words: Readonly<
  Record<ClockDay['reason'], Readonly<Record<Language, string>> & { readonly kind: DueDateDayKind }>
> = {
  working: { kind: 'WORKING', vi: 'ngày làm việc', en: 'working day' },
  weekend: { kind: 'WEEKEND', vi: 'cuối tuần', en: 'weekend' },
  holiday: { kind: 'HOLIDAY', vi: 'ngày lễ', en: 'public holiday' },
  compensatory: { kind: 'COMPENSATORY', vi: 'nghỉ bù', en: 'compensatory day off' },
  swapOff: { kind: 'SWAP_OFF', vi: 'nghỉ hoán đổi', en: 'swapped day off' },
  makeupWork: { kind: 'MAKEUP_WORK', vi: 'làm bù', en: 'make-up working day' },
  dayZero: { kind: 'DAY_ZERO', vi: 'ngày bắt đầu, không tính', en: 'the day the count starts from' },
  afterCutoff: { kind: 'AFTER_CUT_OFF', vi: 'tiếp nhận sau giờ quy định', en: 'accepted after the cut-off hour' },
};

/** The promised date with each day in words, as the slip would say it. */
export function toDueDate(
  { dueAt, dayZero, provisional, segments }: DueDate,
  language: Language,
): Awaited<ResolversTypes['DueDate']> {
  return { dueAt, provisional, countedFrom: dayZero, days: segments.map((segment) => toDay(segment, language)) };
}

function toDay(
  { day, workingDay, reason, nameVi }: ClockDay,
  language: Language,
): Awaited<ResolversTypes['DueDateDay']> {
  const { kind, ...named } = words[reason];
  const text = nameVi === null ? named[language] : `${named[language]}: ${nameVi}`;
  return { day, counted: workingDay !== null, kind, reason: text };
}
