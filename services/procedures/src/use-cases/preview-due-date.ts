import { Refusal } from '@motcua/service-kit/pure';
import { dayInVietnam, dueDate, type DueDate } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { inForce } from '../domain/published-version.js';

/** The calendar is known for a few years and assumed for the others; farther away nobody means it. */
const firstYear = 2000;
const lastYear = 2100;

/**
 * When a dossier accepted at that instant is due under the version in force on that day, each day explained.
 * @throws Refusal UNKNOWN_PROCEDURE, DATE_OUT_OF_RANGE
 */
export function previewDueDate({ catalogue }: Context, procedureCode: string, acceptedAt: Date): DueDate {
  const year = acceptedAt.getUTCFullYear();
  if (!(year >= firstYear && year < lastYear)) {
    throw new Refusal('DATE_OUT_OF_RANGE', `Ask for a year from ${firstYear} to ${lastYear - 1}.`);
  }
  const onThatDay = inForce(catalogue.versions, dayInVietnam(acceptedAt));
  const found = onThatDay.find(({ code }) => code === procedureCode);
  if (found === undefined) {
    throw new Refusal('UNKNOWN_PROCEDURE', 'There is no such procedure in force on that day.', { procedureCode });
  }
  const { workingDays, sameDayRule } = found.definition.procedure.timeLimit;
  const rule = sameDayRule === null ? {} : { cutoff: sameDayRule.cutoff, sameDay: sameDayRule.sameDay };
  return dueDate({ acceptedAt, workingDays, ...rule }, catalogue.calendar);
}
