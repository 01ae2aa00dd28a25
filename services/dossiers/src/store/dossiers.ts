import { createAggregateStore, type AggregateStore, type Mongo } from '@motcua/service-kit';
import { databaseOf } from '@motcua/service-kit/mongo';
import type { Dossiers } from '../context.js';
import type { DossierFact } from '../domain/dossier-facts.js';
import { dossier, isAtEnd, type DossierState } from '../domain/dossier.js';
import { redacted } from '../domain/redaction.js';
import { countGroups } from './desk-groups.js';
import { listQueue } from './desk-queue.js';
import { createDossierRegister, registerIndex } from './dossier-register.js';
import { createDossierSweeps, sweepIndexes } from './dossier-sweeps.js';

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
    listQueue: (wanted, order, page) => listQueue(aggregates, wanted, order, page),
    countGroups: (officeId, officerId, now) => countGroups(mongo, officeId, officerId, now),
    ...findingPeople(aggregates),
    ...createDossierSweeps(aggregates),
    ...createDossierRegister(aggregates),
    listErasing: (before, limit) => findWhere({ 'state.erasure.pendingSince': { $lt: before } }, { limit }),
    listUnsynced: ({ limit, after }) =>
      findWhere(
        { 'state.national.pending': true, ...(after === null ? {} : { _id: { $gt: after } }) },
        { sort: { _id: 1 }, limit },
      ),
    redactFacts: redaction(mongo, aggregates),
  };
}

function findingPeople(aggregates: DossierStore['aggregates']): Pick<Dossiers, 'listSimilar' | 'hasSimilar'> {
  return {
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
function redaction(mongo: Mongo, aggregates: DossierStore['aggregates']): Dossiers['redactFacts'] {
  const rows = databaseOf(mongo).collection<{ readonly _id: string }>(dossier.name);
  return async (id) => {
    const facts = (await aggregates.find(id))?.facts ?? [];
    const left = facts.flatMap((fact, place) => {
      const less = redacted(fact);
      return less === fact ? [] : [[place, less] as const];
    });
    const last = left.at(-1)?.[0];
    if (last === undefined) return false;
    const told = { _id: id, relayed: { $gte: last + 1 } };
    const changes = Object.fromEntries(left.map(([place, less]) => [`facts.${String(place)}`, less]));
    return (await rows.updateOne(told, { $set: changes })).matchedCount === 1;
  };
}

/**
 * Ids sort by time, so they serve as cursors. The code is unique by its counter; the index proves it. What the desk is not
 * done with is a few hundred at a busy office: its two indexes hold just those, in both orders, and every other wish of an
 * officer (role, assignment, lateness, procedure) is looked for among them.
 */
const indexes = [
  ...sweepIndexes,
  registerIndex,
  { key: { 'state.code': 1 }, name: 'code', unique: true },
  { key: { 'state.applicantKey': 1, _id: -1 }, name: 'applicant' },
  // The queue, first come first.
  { key: { 'state.desk': 1, _id: 1 }, name: 'queue' },
  // The queue by the office's deadline, and what is due before a day.
  { key: { 'state.desk': 1, 'state.deadline.dueAt': 1, _id: 1 }, name: 'queueByDeadline' },
  // What the desk is done with, by status.
  { key: { 'state.officeId': 1, 'state.status': 1, _id: 1 }, name: 'archive' },
  { key: { 'state.erasure.pendingSince': 1 }, name: 'erasure', sparse: true },
  { key: { 'state.national.pending': 1, _id: 1 }, name: 'unsynced' },
  { key: { 'state.receiptKey': 1 }, name: 'receipt' },
  { key: { 'state.duplicateKeys': 1, 'state.officeId': 1, _id: 1 }, name: 'subject' },
  { key: { 'state.personKeys': 1, 'state.officeId': 1, _id: 1 }, name: 'people' },
];
