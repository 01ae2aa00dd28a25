import type { AggregateStore } from '@motcua/service-kit';
import type { Filter } from '@motcua/service-kit/mongo';
import type { StoredDossier } from '../context.js';
import { areOnDesk, type QueueOrder, type QueuePlace, type QueueWanted } from '../domain/desk-queue.js';
import type { DossierFact } from '../domain/dossier-facts.js';
import type { DossierState } from '../domain/dossier.js';
import type { Lateness } from '../domain/lateness.js';

type Aggregates = AggregateStore<DossierState, DossierFact>;

const dueAt = 'state.deadline.dueAt';
const firstOfAll: QueuePlace = { id: '', dueAt: new Date(0) };

/** A page of the queue, from behind a place on. */
export async function listQueue(
  aggregates: Aggregates,
  wanted: QueueWanted,
  order: QueueOrder,
  { limit, after }: { readonly limit: number; readonly after: QueuePlace | null },
): Promise<readonly StoredDossier[]> {
  const filter = filterOf(wanted);
  if (order === 'SUBMITTED') {
    const due = wanted.dueBefore === null ? {} : { [dueAt]: { $lt: wanted.dueBefore } };
    return aggregates.findWhere({ ...filter, ...due, ...idAfter(wanted, after?.id) }, { sort: { _id: 1 }, limit });
  }
  const found: StoredDossier[] = [];
  // One range after the other, each in the order of an index; an `$or` of them would be read whole and sorted.
  for (const { range, sort } of rangesAfter(wanted, after ?? firstOfAll)) {
    if (found.length < limit) {
      found.push(...(await aggregates.findWhere({ ...filter, ...range }, { sort, limit: limit - found.length })));
    }
  }
  return found;
}

interface Range {
  readonly range: Filter;
  readonly sort: Readonly<Record<string, 1>>;
}

function rangesAfter(wanted: QueueWanted, { id, dueAt: at }: QueuePlace): readonly Range[] {
  const { dueBefore, lateness } = wanted;
  const withoutDeadline = (after: string): readonly Range[] =>
    dueBefore === null && lateness === null
      ? [{ range: { [dueAt]: null, ...idAfter(wanted, after) }, sort: { _id: 1 } }]
      : [];
  if (at === null) return withoutDeadline(id);
  const before = dueBefore === null ? {} : { $lt: dueBefore };
  const later = { [dueAt]: { $gt: at, ...before }, ...idAfter(wanted, undefined) };
  const ties = id === '' || (dueBefore !== null && at >= dueBefore) ? [] : [{ [dueAt]: at, ...idAfter(wanted, id) }];
  return [
    ...ties.map((range) => ({ range, sort: { _id: 1 } as const })),
    { range: later, sort: { [dueAt]: 1, _id: 1 } },
    ...withoutDeadline(''),
  ];
}

/** The most selective first, because the stand-in for MongoDB reads by the first field that begins an index. */
function filterOf(wanted: QueueWanted): Filter {
  const { officeId, statuses, role, assignment, lateness, now, procedureCodes, personKeys } = wanted;
  const onDesk = statuses === null || areOnDesk(statuses);
  return {
    ...(personKeys === null ? {} : { 'state.personKeys': { $in: [...personKeys] } }),
    ...(onDesk ? { 'state.desk': officeId } : { 'state.officeId': officeId }),
    ...(statuses === null ? {} : { 'state.status': oneOf(statuses) }),
    ...(role === null ? {} : { 'state.waitsFor': role }),
    ...(assignment === null ? {} : { 'state.assignee': assigneeOf(assignment) }),
    ...(lateness === null ? {} : latenessAt(now)[lateness]),
    ...(procedureCodes === null ? {} : { 'state.procedureCode': oneOf(procedureCodes) }),
  };
}

/** An equality where it can be one: the stand-in reads a range behind equalities alone. */
function oneOf(values: readonly string[]): unknown {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? only : { $in: [...values] };
}

function assigneeOf({ whose, officerId }: NonNullable<QueueWanted['assignment']>): unknown {
  switch (whose) {
    case 'MINE':
      return officerId;
    case 'NOBODYS':
      return null;
    case 'OTHERS':
      return { $nin: [null, officerId] };
  }
}

/** As `latenessOf` says of one dossier. */
function latenessAt(now: Date): Readonly<Record<Lateness, Filter>> {
  const [atRiskFrom, lateFrom] = ['state.deadline.atRiskFrom', 'state.deadline.lateFrom'];
  return {
    ON_TIME: { [atRiskFrom]: { $gt: now }, [lateFrom]: { $gt: now } },
    AT_RISK: { [atRiskFrom]: { $lte: now }, [lateFrom]: { $gt: now } },
    LATE: { [lateFrom]: { $lte: now } },
  };
}

function idAfter({ among }: QueueWanted, id: string | undefined): Filter {
  if (among !== null) return { _id: { $in: among.filter((one) => id === undefined || one > id) } };
  return id === undefined || id === '' ? {} : { _id: { $gt: id } };
}
