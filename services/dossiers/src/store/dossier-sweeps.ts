import type { AggregateStore } from '@motcua/service-kit';
import type { DossierSweeps } from '../context.js';
import type { DossierFact } from '../domain/dossier-facts.js';
import type { DossierState } from '../domain/dossier.js';

/** What timers go through, a bounded piece at a time. */
export function createDossierSweeps(aggregates: AggregateStore<DossierState, DossierFact>): DossierSweeps {
  const afterId = (after: string | null) => (after === null ? {} : { _id: { $gt: after } });
  return {
    listAlarming: (now, limit) =>
      aggregates.findWhere({ 'state.nextAlarmAt': { $lte: now } }, { sort: { 'state.nextAlarmAt': 1 }, limit }),
    listPromised: ({ limit, after }) =>
      aggregates.findWhere({ 'state.status': { $in: [...promised] }, ...afterId(after) }, { sort: { _id: 1 }, limit }),
    listLeftAt: (officeId, limit) => aggregates.findWhere({ 'state.officeId': officeId }, { limit }),
  };
}

const promised = ['RECEIVED', 'PROCESSING', 'AWAITING_SUPPLEMENT'] as const;

export const sweepIndexes = [
  { key: { 'state.nextAlarmAt': 1 }, name: 'alarm' },
  { key: { 'state.status': 1, _id: 1 }, name: 'standing' },
];
