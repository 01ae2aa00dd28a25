import { Refusal } from '@motcua/service-kit/pure';
import { dayInVietnam, dueDate, type DueDate } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { requireKnownYear } from '../domain/known-years.js';
import { inForce } from '../domain/published-version.js';

/**
 * When a dossier accepted at that instant is due under the version in force on that day, each day explained.
 * @throws Refusal UNKNOWN_PROCEDURE, DATE_OUT_OF_RANGE
 */
export function previewDueDate({ catalogue }: Context, procedureCode: string, acceptedAt: Date): DueDate {
  requireKnownYear(acceptedAt);
  const onThatDay = inForce(catalogue.versions, dayInVietnam(acceptedAt));
  const found = onThatDay.find(({ code }) => code === procedureCode);
  if (found === undefined) {
    throw new Refusal('UNKNOWN_PROCEDURE', 'There is no such procedure in force on that day.', { procedureCode });
  }
  const { workingDays, sameDayRule } = found.definition.procedure.timeLimit;
  const rule = sameDayRule === null ? {} : { cutoff: sameDayRule.cutoff, sameDay: sameDayRule.sameDay };
  return dueDate({ acceptedAt, workingDays, ...rule }, catalogue.calendar);
}
