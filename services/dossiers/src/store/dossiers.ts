import { createAggregateStore, type AggregateStore, type Mongo } from '@motcua/service-kit';
import { databaseOf } from '@motcua/service-kit/mongo';
import type { Dossiers } from '../context.js';
import type { DossierFact } from '../domain/dossier-facts.js';
import { redacted } from '../domain/erasure.js';
import { dossier, type DossierState } from '../domain/dossier.js';

export interface DossierStore extends Dossiers {
  /** For the relay. */
  readonly aggregates: AggregateStore<DossierState, DossierFact>;
}

export function createDossierStore(mongo: Mongo): DossierStore {
  const aggregates = createAggregateStore({ mongo, aggregate: dossier, indexes });
  const findWhere: typeof aggregates.findWhere = (filter, options) => aggregates.findWhere(filter, options);
  return {
    aggregates,
    execute: (id, cause, decide) => aggregates.execute(id, cause, decide),
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
    listErasing: (before, limit) => findWhere({ 'state.erasure.pendingSince': { $lt: before } }, { limit }),
    redactSubmission: redaction(mongo, aggregates),
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
  { key: { 'state.receiptKey': 1 }, name: 'receipt' },
  { key: { 'state.duplicateKeys': 1, 'state.officeId': 1, _id: 1 }, name: 'subject' },
  { key: { 'state.officeId': 1, 'state.personKeys': 1, _id: 1 }, name: 'person' },
];
