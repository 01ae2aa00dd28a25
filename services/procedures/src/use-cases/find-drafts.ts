import type { Viewer } from '@motcua/service-kit';
import { Refusal } from '@motcua/service-kit/pure';
import type { Context } from '../context.js';
import { requireCatalogueAdmin } from '../domain/access.js';
import { pageSize } from '../domain/page.js';
import type { PreparedDraft } from '../domain/procedure-draft.js';

export interface StoredDraft {
  readonly id: string;
  readonly state: PreparedDraft;
}

/** Null when there is none, or another took its place. @throws Refusal SIGN_IN_REQUIRED, FORBIDDEN */
export async function seeDraft(context: Context, viewer: Viewer, id: string): Promise<StoredDraft | null> {
  requireCatalogueAdmin(viewer);
  const draft = await findDraft(context, id);
  return draft?.state.status === 'REPLACED' ? null : draft;
}

export async function findDraft({ stores }: Context, id: string): Promise<StoredDraft | null> {
  const stored = await stores.drafts.find(id);
  return stored === null || stored.state.status === 'NONE' ? null : { id, state: stored.state };
}

export interface DraftPage {
  readonly nodes: StoredDraft[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Newest first, without those replaced. @throws Refusal SIGN_IN_REQUIRED, FORBIDDEN, CURSOR_INVALID and of the page's size */
export async function listDrafts(
  { stores }: Context,
  viewer: Viewer,
  { first, after }: { readonly first: number; readonly after?: string | null | undefined },
): Promise<DraftPage> {
  requireCatalogueAdmin(viewer);
  const size = pageSize(first);
  const shown = { 'state.status': { $in: ['DRAFT', 'CHECKED', 'PUBLISHING', 'PUBLISHED'] } };
  const following = typeof after === 'string' ? { $and: [shown, olderThan(after)] } : shown;
  const sort = { 'state.draftedAt': -1, _id: -1 } as const;
  const found = await stores.drafts.findWhere(following, { sort, limit: size + 1 });
  const nodes = found.flatMap(({ id, state }) => (state.status === 'NONE' ? [] : [{ id, state }])).slice(0, size);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: { hasNextPage: found.length > size, endCursor: last === undefined ? null : cursorOf(last) },
  };
}

function cursorOf({ id, state }: StoredDraft): string {
  return Buffer.from(`${state.draftedAt.toISOString()} ${id}`).toString('base64url');
}

function olderThan(cursor: string): Readonly<Record<string, unknown>> {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const draftedAt = new Date(at);
  if (Number.isNaN(draftedAt.getTime()) || !id.startsWith('pdr_')) {
    throw new Refusal('CURSOR_INVALID', 'This cursor belongs to no such list.', { after: cursor });
  }
  return { $or: [{ 'state.draftedAt': { $lt: draftedAt } }, { 'state.draftedAt': draftedAt, _id: { $lt: id } }] };
}
