import type { Mongo, Vault } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey, type Collection } from '@motcua/service-kit/mongo';
import type { Drafts } from '../context.js';
import type { Draft } from '../domain/draft.js';
import { emptied, toDraft, toRow, type DraftRow } from './draft-row.js';

const name = 'drafts';

/** Plain documents, one per draft; what a person typed is encrypted before it comes here and never read by the database. */
export function createDraftStore(mongo: Mongo, vault: Vault): Drafts & { ready(): Promise<void> } {
  const rows: Collection<DraftRow> = databaseOf(mongo).collection<DraftRow>(name);
  return { ready: () => ensureCollection(mongo, name, indexes), ...reading(rows, vault), ...writing(rows, vault) };
}

type Writing = Pick<Drafts, 'insert' | 'replace' | 'claim' | 'markFinished' | 'remove' | Marking>;
type Marking = 'moveToOffice' | 'markReminded' | 'keepResumeLink' | 'discard' | 'discardedBy';

/** Neither submitted nor thrown away. */
const open = { submission: null, discardedBy: null } as const;
const there = { discardedBy: null } as const;

function reading(rows: Collection<DraftRow>, vault: Vault): Omit<Drafts, keyof Writing> {
  const list = async (filter: object, sort: Record<string, 1 | -1>, limit: number): Promise<readonly Draft[]> =>
    (await rows.find(filter).sort(sort).limit(limit).toArray()).map((row) => toDraft(row, vault));
  return {
    find: async (id) => (await list({ _id: id, ...there }, {}, 1))[0] ?? null,
    async findMany(ids) {
      const drafts = await list({ _id: { $in: [...ids] }, ...there }, {}, ids.length);
      const found = new Map(drafts.map((draft) => [draft.id, draft]));
      return ids.map((id) => found.get(id) ?? null);
    },
    listOf: (ownerKey, { limit, after }) =>
      list({ ownerKey, ...there, ...afterCursor(after) }, { startedAt: -1, _id: -1 }, limit),
    cursorOf: ({ startedAt, id }) => `${startedAt.toISOString()}|${id}`,
    listUnfinished: (before, limit) =>
      list({ 'submission.finished': false, 'submission.at': { $lt: before } }, { 'submission.at': 1 }, limit),
    listExpired: (before, limit) => list({ expiresAt: { $lt: before } }, { expiresAt: 1 }, limit),
    listUnreminded: ({ after, before }, limit) =>
      list({ ...open, reminded: false, expiresAt: { $gt: after, $lt: before } }, { expiresAt: 1 }, limit),
    findByResumeKey: async (key) => (await list({ 'resume.key': key, ...there }, {}, 1))[0] ?? null,
  };
}

function writing(rows: Collection<DraftRow>, vault: Vault): Writing {
  return {
    async insert(draft) {
      try {
        await rows.insertOne(toRow(draft, vault, vault.newDataKey()));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async replace(draft, revision) {
      const unchanged = { _id: draft.id, revision, ...open };
      const current = await rows.findOne(unchanged, { projection: { wrappedKey: 1 } });
      if (current === null) return false;
      const next = toRow(draft, vault, current.wrappedKey);
      return (await rows.replaceOne(unchanged, next)).matchedCount === 1;
    },
    async claim(id, revision, submission) {
      const claimed = await rows.updateOne({ _id: id, revision, ...open }, { $set: { submission } });
      return claimed.matchedCount === 1;
    },
    async markFinished(id) {
      await rows.updateOne({ _id: id }, { $set: { 'submission.finished': true } });
    },
    async remove(id) {
      await rows.deleteOne({ _id: id });
    },
    ...marking(rows, vault),
  };
}

function marking(rows: Collection<DraftRow>, vault: Vault): Pick<Drafts, Marking> {
  return {
    async moveToOffice(officeId, to) {
      // A revision of its own, so that a save under way does not put the office back.
      await rows.updateMany({ officeId, submission: null }, { $set: { officeId: to }, $inc: { revision: 1 } });
    },
    async markReminded(id, expiresAt) {
      await rows.updateOne({ _id: id, expiresAt }, { $set: { reminded: true } });
    },
    async keepResumeLink(id, revision, resume) {
      // A revision of its own, so that a save under way does not put the link before back.
      const kept = { $set: { resume }, $inc: { revision: 1 } };
      return (await rows.updateOne({ _id: id, revision, ...open }, kept)).matchedCount === 1;
    },
    async discard(id, { requestId, until }) {
      const left = { ...emptied(id, vault), discardedBy: requestId, expiresAt: until };
      return (await rows.updateOne({ _id: id, ...open }, { $set: left, $inc: { revision: 1 } })).matchedCount === 1;
    },
    async discardedBy(id) {
      return (await rows.findOne({ _id: id }, { projection: { discardedBy: 1 } }))?.discardedBy ?? null;
    },
  };
}

const indexes = [
  { key: { ownerKey: 1, startedAt: -1, _id: -1 }, name: 'owner' },
  { key: { 'submission.finished': 1, 'submission.at': 1 }, name: 'submission' },
  { key: { officeId: 1 }, name: 'office' },
  { key: { expiresAt: 1 }, name: 'expiry' },
  { key: { reminded: 1, expiresAt: 1 }, name: 'reminder' },
  { key: { 'resume.key': 1 }, name: 'resume', sparse: true },
];

/** An unreadable cursor lists nothing wrong: it is compared as text and date, never executed. */
function afterCursor(after: string | null): object {
  if (after === null) return {};
  const [at = '', id = ''] = after.split('|');
  const startedAt = new Date(at);
  return { $or: [{ startedAt: { $lt: startedAt } }, { startedAt, _id: { $lt: id } }] };
}
