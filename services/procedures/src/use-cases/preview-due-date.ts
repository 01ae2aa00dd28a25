import { Refusal } from '@motcua/service-kit/pure';
import { dueDate, type ClockDay, type DueDate } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { findProcedure } from './find-procedures.js';

/** When a dossier accepted at that instant is due, each day explained. @throws Refusal UNKNOWN_PROCEDURE */
export function previewDueDate(context: Context, procedureCode: string, acceptedAt: Date): DueDate {
  const found = findProcedure(context, { code: procedureCode });
  if (found === null) throw new Refusal('UNKNOWN_PROCEDURE', 'There is no such procedure in force.', { procedureCode });
  const { workingDays, sameDayRule } = found.definition.procedure.timeLimit;
  const rule = sameDayRule === null ? {} : { cutoff: sameDayRule.cutoff, sameDay: sameDayRule.sameDay };
  return dueDate({ acceptedAt, workingDays, ...rule }, context.catalogue.calendar);
}

const reasons: Readonly<Record<ClockDay['reason'], string>> = {
  working: 'ngày làm việc',
  weekend: 'cuối tuần',
  holiday: 'ngày lễ',
  compensatory: 'nghỉ bù',
  swapOff: 'nghỉ hoán đổi',
  makeupWork: 'làm bù',
  dayZero: 'ngày tiếp nhận, không tính',
  afterCutoff: 'tiếp nhận sau giờ quy định',
};

/** In Vietnamese, as the slip would say it. */
export function reasonText({ reason, nameVi }: ClockDay): string {
  return nameVi === null ? reasons[reason] : `${reasons[reason]}: ${nameVi}`;
}
