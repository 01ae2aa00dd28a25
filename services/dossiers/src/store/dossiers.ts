import { createAggregateStore, type AggregateStore, type Mongo } from '@motcua/service-kit';
import { databaseOf } from '@motcua/service-kit/mongo';
import type { Dossiers } from '../context.js';
import type { DossierFact } from '../domain/dossier-facts.js';
import { redacted } from '../domain/erasure.js';
import { dossier, isAtEnd, type DossierState } from '../domain/dossier.js';

export interface DossierStore extends Dossiers {
  /** For the relay. */
  readonly aggregates: AggregateStore<DossierState, DossierFact>;
}

/** `onEnded` hears of a dossier at its end before whoever ended it is answered, and again when they try again. */
export function createDossierStore(mongo: Mongo, onEnded: (id: string) => Promise<void>): DossierStore {
  const aggregates = createAggregateStore({ mongo, aggregate: dossier, indexes });
  const findWhere: typeof aggregates.findWhere = (filter, options) => aggregates.findWhere(filter, options);
  return {
    aggregates,
    async execute(id, cause, decide) {
      const executed = await aggregates.execute(id, cause, decide);
      if (isAtEnd(executed.state)) await onEnded(id);
      return executed;
    },
    find: (id) => aggregates.find(id),
    findMany: (ids) => aggregates.findMany(ids),
    async findByCode(code) {
      const [found] = await findWhere({ 'state.code': code }, { limit: 1 });
      return found ?? null;
    },
    async findByReceiptKey(receiptKey) {
      const [found] = await findWhere({ 'state.receiptKey': receiptKey }, { limit: 1 });
      return found ?? null;
    },
    listOfApplicant: (applicantKey, { limit, after }) =>
      findWhere(
        { 'state.applicantKey': applicantKey, ...(after === null ? {} : { _id: { $lt: after } }) },
        { sort: { _id: -1 }, limit },
      ),
    listOfOffice: (officeId, statuses, { limit, after }) =>
      findWhere(
        {
          'state.officeId': officeId,
          'state.status': { $in: [...statuses] },
          ...(after === null ? {} : { _id: { $gt: after } }),
        },
        { sort: { _id: 1 }, limit },
      ),
    ...findingPeople(aggregates),
    listErasing: (before, limit) => findWhere({ 'state.erasure.pendingSince': { $lt: before } }, { limit }),
    listUnsynced: ({ limit, after }) =>
      findWhere(
        { 'state.national.pending': true, ...(after === null ? {} : { _id: { $gt: after } }) },
        { sort: { _id: 1 }, limit },
      ),
    redactSubmission: redaction(mongo, aggregates),
  };
}

function findingPeople(
  aggregates: DossierStore['aggregates'],
): Pick<Dossiers, 'listOfPerson' | 'listSimilar' | 'hasSimilar'> {
  return {
    listOfPerson: (officeId, personKeys, statuses, { limit, after }) =>
      aggregates.findWhere(
        {
          // First, because the stand-in for MongoDB chooses its index by the order of the filter.
          'state.personKeys': { $in: [...personKeys] },
          'state.officeId': officeId,
          'state.status': { $in: [...statuses] },
          ...(after === null ? {} : { _id: { $gt: after } }),
        },
        { sort: { _id: 1 }, limit },
      ),
    async listSimilar(duplicateKeys, among, limit) {
      if (duplicateKeys.length === 0) return [];
      const of =
        'officeId' in among ? { 'state.officeId': among.officeId } : { 'state.applicantKey': among.applicantKey };
      const filter = { 'state.duplicateKeys': { $in: [...duplicateKeys] }, ...of };
      return aggregates.findWhere(filter, { sort: { _id: 1 }, limit });
    },
    async hasSimilar({ state }) {
      if (state.status === 'NONE' || state.duplicateKeys.length === 0) return false;
      const { officeId, duplicateKeys } = state;
      const filter = { 'state.duplicateKeys': { $in: [...duplicateKeys] }, 'state.officeId': officeId };
      return (await aggregates.count(filter, { limit: 2 })) > 1;
    },
  };
}

/** The one exception to facts that never change: a person's right to be forgotten outlives them. */
function redaction(mongo: Mongo, aggregates: DossierStore['aggregates']): Dossiers['redactSubmission'] {
  const rows = databaseOf(mongo).collection<{ readonly _id: string }>(dossier.name);
  return async (id) => {
    const first = (await aggregates.find(id))?.facts[0];
    if (first?.type !== 'DossierSubmitted') return false;
    const told = { _id: id, relayed: { $gte: 1 } };
    return (await rows.updateOne(told, { $set: { 'facts.0': redacted(first) } })).matchedCount === 1;
  };
}

/** Ids sort by time, so they serve as cursors. The code is unique by its counter; the index proves it. */
const indexes = [
  { key: { 'state.code': 1 }, name: 'code', unique: true },
  { key: { 'state.applicantKey': 1, _id: -1 }, name: 'applicant' },
  { key: { 'state.officeId': 1, 'state.status': 1, _id: 1 }, name: 'desk' },
  { key: { 'state.erasure.pendingSince': 1 }, name: 'erasure', sparse: true },
  { key: { 'state.national.pending': 1, _id: 1 }, name: 'unsynced' },
  { key: { 'state.receiptKey': 1 }, name: 'receipt' },
  { key: { 'state.duplicateKeys': 1, 'state.officeId': 1, _id: 1 }, name: 'subject' },
  { key: { 'state.personKeys': 1, 'state.officeId': 1, _id: 1 }, name: 'people' },
];
