import { Refusal, type Viewer } from '@motcua/service-kit';
import { partyOf, type Context, type Page, type StoredDossier } from '../context.js';
import { requireCitizen, requireReception } from '../domain/access.js';
import { deskKeyOf, type Draft } from '../domain/draft.js';
import type { Party } from '../domain/party.js';
import { seenBy, type SeenDossier } from './see-dossier.js';

export interface PageAsked {
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** One page and where the next begins. */
export interface Listed<Item> {
  readonly nodes: readonly Item[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

const mostPerPage = 100;

export function listMyDrafts({ drafts }: Context, viewer: Viewer, page: PageAsked): Promise<Listed<Draft>> {
  const ownerKey = ownerKeyOf(partyOf(viewer));
  return onePage(
    page,
    (asked) => drafts.listOf(ownerKey, asked),
    (draft) => drafts.cursorOf(draft),
  );
}

/** The desk's for whoever takes applications in there. */
function ownerKeyOf(party: Party): string {
  return party.kind === 'officer' ? deskKeyOf(requireReception(party).officeId) : requireCitizen(party).applicantKey;
}

export function listMyDossiers({ dossiers }: Context, viewer: Viewer, page: PageAsked): Promise<Listed<SeenDossier>> {
  const party = requireCitizen(partyOf(viewer));
  const list = async (asked: Page) => seenAll(party, await dossiers.listOfApplicant(party.applicantKey, asked));
  return onePage(page, list, ({ id }) => id);
}

export function seenAll(party: Party, stored: readonly StoredDossier[]): readonly SeenDossier[] {
  return stored.flatMap((one) => seenBy(party, one) ?? []);
}

/** Asks for one more than is shown, to know whether there is a next page. */
export async function onePage<Item>(
  { first, after }: PageAsked,
  list: (asked: Page) => Promise<readonly Item[]>,
  cursorOf: (item: Item) => string,
): Promise<Listed<Item>> {
  if (first < 1 || first > mostPerPage) {
    throw new Refusal('PAGE_SIZE_OUT_OF_RANGE', 'A page has 1 to 100 entries.', { most: mostPerPage });
  }
  const found = await list({ limit: first + 1, after: after ?? null });
  const nodes = found.slice(0, first);
  const last = nodes.at(-1);
  return { nodes, hasNextPage: found.length > first, endCursor: last === undefined ? null : cursorOf(last) };
}
