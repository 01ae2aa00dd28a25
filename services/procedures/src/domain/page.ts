/** A page of a list that is already in memory, by opaque cursor. */
import { Refusal } from '@motcua/service-kit/pure';

export interface Page<Item> {
  readonly nodes: Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const mostPerPage = 100;

/** @throws Refusal PAGE_SIZE_OUT_OF_RANGE, CURSOR_INVALID */
export function pageOf<Item extends { readonly id: string }>(
  items: readonly Item[],
  first: number,
  after?: string | null,
): Page<Item> {
  const start = typeof after === 'string' ? indexAfter(items, after) : 0;
  const nodes = items.slice(start, start + pageSize(first));
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: {
      hasNextPage: start + nodes.length < items.length,
      endCursor: last === undefined ? null : Buffer.from(last.id).toString('base64url'),
    },
  };
}

/** @throws Refusal PAGE_SIZE_OUT_OF_RANGE */
export function pageSize(first: number): number {
  if (first >= 1 && first <= mostPerPage) return first;
  throw new Refusal('PAGE_SIZE_OUT_OF_RANGE', `Ask for 1 to ${mostPerPage} at a time.`, { first, most: mostPerPage });
}

function indexAfter(items: readonly { readonly id: string }[], after: string): number {
  const index = items.findIndex(({ id }) => Buffer.from(id).toString('base64url') === after);
  if (index < 0) throw new Refusal('CURSOR_INVALID', 'This cursor belongs to no such list.', { after });
  return index + 1;
}
