import type { AggregateStore } from '@motcua/service-kit';
import type { DossierRegister } from '../context.js';
import type { DossierFact } from '../domain/dossier-facts.js';
import type { DossierState } from '../domain/dossier.js';

/** What an office received in a time, by its own index. */
export function createDossierRegister(aggregates: AggregateStore<DossierState, DossierFact>): DossierRegister {
  const received = (officeId: string, from: Date, until: Date) => ({
    'state.officeId': officeId,
    'state.receivedAt': { $gte: from, $lt: until },
  });
  return {
    listReceived: (officeId, from, until, limit) =>
      aggregates.findWhere(received(officeId, from, until), { sort: { 'state.receivedAt': 1, _id: 1 }, limit }),
    countReceived: (officeId, from, until, limit) => aggregates.count(received(officeId, from, until), { limit }),
  };
}

export const registerIndex = { key: { 'state.officeId': 1, 'state.receivedAt': 1, _id: 1 }, name: 'register' };
