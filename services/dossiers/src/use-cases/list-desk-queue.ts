import { Refusal, type Viewer } from '@motcua/service-kit';
import { partyOf, type Context, type StoredDossier } from '../context.js';
import { requireDesk } from '../domain/access.js';
import { placeOf, type QueueOrder, type QueuePlace, type QueueWanted } from '../domain/desk-queue.js';
import type { DossierStatus } from '../domain/dossier.js';
import type { Lateness } from '../domain/lateness.js';
import type { Officer, OfficerRole } from '../domain/party.js';
import { searchedPersonKeys } from './blind-keys.js';
import { onePage, seenAll, type Listed, type PageAsked } from './list-dossiers.js';
import type { SeenDossier } from './see-dossier.js';

/** What is left out or null is not asked for. */
export interface DeskFilter {
  readonly status?: readonly DossierStatus[] | null | undefined;
  readonly role?: OfficerRole | null | undefined;
  readonly assignment?: 'MINE' | 'NOBODYS' | 'OTHERS' | null | undefined;
  readonly lateness?: Lateness | null | undefined;
  readonly dueBefore?: Date | null | undefined;
  readonly procedureCode?: readonly string[] | null | undefined;
  readonly person?: string | null | undefined;
  readonly possibleDuplicate?: boolean | null | undefined;
}

/** A person's number is shorter; what is longer is not even hashed. */
const longestPerson = 100;
const lookedAtAtOnce = 100;

/** Of the officer's own office; without a status all that the desk is not done with. */
export async function listDeskQueue(
  context: Context,
  viewer: Viewer,
  { filter, orderBy, ...page }: PageAsked & { readonly filter: DeskFilter; readonly orderBy: QueueOrder },
): Promise<Listed<SeenDossier>> {
  const officer = requireDesk(partyOf(viewer));
  await context.deskOfficers.note(officer, context.clock.now());
  const wanted = wantedBy(context, officer, filter);
  const list = filter.possibleDuplicate === true ? listLookAlikes : listWanted;
  return onePage(
    page,
    async ({ limit, after }) => {
      const place = after === null ? null : readCursor(after, orderBy);
      return seenAll(officer, await list(context, wanted, orderBy, { limit, after: place }));
    },
    (seen) => cursorAt(placeOf(seen), orderBy),
  );
}

function wantedBy(context: Context, { officeId, id: officerId }: Officer, filter: DeskFilter): QueueWanted {
  const { status, role, assignment, lateness, dueBefore, procedureCode, person } = filter;
  return {
    ...{ officeId, now: context.clock.now(), among: null },
    statuses: status ?? null,
    role: role ?? null,
    assignment: assignment === null || assignment === undefined ? null : { whose: assignment, officerId },
    lateness: lateness ?? null,
    dueBefore: dueBefore ?? null,
    procedureCodes: procedureCode ?? null,
    personKeys: typeof person === 'string' ? searchedPersonKeys(context, person.slice(0, longestPerson)) : null,
  };
}

interface QueuePage {
  readonly limit: number;
  readonly after: QueuePlace | null;
}

function listWanted(
  { dossiers }: Context,
  wanted: QueueWanted,
  order: QueueOrder,
  page: QueuePage,
): Promise<readonly StoredDossier[]> {
  return dossiers.listQueue(wanted, order, page);
}

/** Goes on until the page is full, since some of what was noted is no longer alike anything. */
async function listLookAlikes(
  context: Context,
  wanted: QueueWanted,
  order: QueueOrder,
  { limit, after }: QueuePage,
): Promise<readonly StoredDossier[]> {
  const { dossiers } = context;
  const among = await listNoted(context, wanted.officeId);
  const found: StoredDossier[] = [];
  for (let from = after; ;) {
    const noted = await dossiers.listQueue({ ...wanted, among }, order, { limit: lookedAtAtOnce, after: from });
    const alike = await Promise.all(noted.map((stored) => dossiers.hasSimilar(stored)));
    found.push(...noted.filter((_, index) => alike[index]));
    const last = noted.at(-1);
    if (noted.length < lookedAtAtOnce || found.length >= limit || last === undefined) return found.slice(0, limit);
    if (last.state.status === 'NONE') throw new Error(`${last.id} is in a queue and was never filed`);
    from = placeOf({ id: last.id, state: last.state });
  }
}

/** They are forgotten at their end, so there are never more than a desk has open. */
async function listNoted({ lookAlikes }: Context, officeId: string): Promise<readonly string[]> {
  const noted: string[] = [];
  for (;;) {
    const ids = await lookAlikes.listOf(officeId, { limit: lookedAtAtOnce, after: noted.at(-1) ?? null });
    noted.push(...ids);
    if (ids.length < lookedAtAtOnce) return noted;
  }
}

function cursorAt({ id, dueAt }: QueuePlace, order: QueueOrder): string {
  const place = order === 'DUE' ? [order, id, dueAt?.toISOString() ?? null] : [order, id];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** A cursor of the other order is none of this one. */
function readCursor(cursor: string, order: QueueOrder): QueuePlace {
  const [of, id, due = null, ...more] = partsOf(cursor);
  const dueAt = typeof due === 'string' ? new Date(due) : null;
  const isDate = dueAt === null ? due === null : !Number.isNaN(dueAt.getTime());
  if (of === order && typeof id === 'string' && isDate && more.length === 0) return { id, dueAt };
  throw new Refusal('CURSOR_MALFORMED', 'A cursor is what an earlier page of the same list ended with.');
}

function partsOf(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
