import type { Mongo } from '@motcua/service-kit';
import { databaseOf } from '@motcua/service-kit/mongo';
import type { DeskGroup } from '../domain/desk-summary.js';
import { dossier } from '../domain/dossier.js';

/** More than a desk can have open; what came after those is not counted. */
const mostCounted = 10_000;

/** One pass over what the desk is not done with; the database sends a few dozen groups at most. */
export async function countGroups(
  mongo: Mongo,
  officeId: string,
  officerId: string,
  now: Date,
): Promise<readonly DeskGroup[]> {
  const rows = databaseOf(mongo).collection(dossier.name);
  const alike = {
    ...{ status: '$state.status', waitsFor: '$state.waitsFor' },
    whose: chosen('OTHERS', [equal('$state.assignee', officerId), 'MINE'], [equal('$state.assignee', null), 'NOBODYS']),
    // Null comes before every date, so it is asked for first.
    lateness: chosen(
      'ON_TIME',
      [equal('$state.deadline', null), 'NONE'],
      [{ $lte: ['$state.deadline.lateFrom', now] }, 'LATE'],
      [{ $lte: ['$state.deadline.atRiskFrom', now] }, 'AT_RISK'],
    ),
    unreachable: { $ne: ['$state.contactProblem', null] },
  };
  const groups = rows.aggregate<{ readonly _id: Omit<DeskGroup, 'count'>; readonly count: number }>([
    { $match: { 'state.desk': officeId } },
    { $limit: mostCounted },
    { $group: { _id: alike, count: { $sum: 1 } } },
  ]);
  return (await groups.toArray()).map(({ _id, count }) => ({ ..._id, count }));
}

function equal(path: string, value: string | null): object {
  return { $eq: [path, value] };
}

function chosen(otherwise: string, ...branches: readonly (readonly [object, string])[]): object {
  return {
    $switch: { branches: branches.map(([condition, then]) => ({ case: condition, then })), default: otherwise },
  };
}
