import type { Viewer } from '@motcua/service-kit';
import { partyOf, type Context, type Page, type StoredDossier } from '../context.js';
import { requireDesk } from '../domain/access.js';
import type { DossierStatus } from '../domain/dossier.js';
import { searchedPersonKeys } from './blind-keys.js';
import { onePage, seenAll, type Listed, type PageAsked } from './list-dossiers.js';
import type { SeenDossier } from './see-dossier.js';

interface DeskFilter {
  readonly status?: readonly DossierStatus[] | null | undefined;
  readonly person?: string | null | undefined;
  readonly possibleDuplicate?: boolean | null | undefined;
}

interface Wanted {
  readonly officeId: string;
  readonly statuses: readonly DossierStatus[];
  /** Blind indexes of the person looked for; null: anybody. */
  readonly personKeys: readonly string[] | null;
}

const openStatuses: readonly DossierStatus[] = ['SUBMITTED', 'RECEIVED', 'PROCESSING', 'RESULT_READY'];
/** A person's number is shorter; what is longer is not even hashed. */
const longestPerson = 100;
const lookedAtAtOnce = 100;

/** Of the officer's own office, what came first comes first; without a filter all that is not at its end. */
export function listDeskQueue(
  context: Context,
  viewer: Viewer,
  filter: DeskFilter | null | undefined,
  page: PageAsked,
): Promise<Listed<SeenDossier>> {
  const party = requireDesk(partyOf(viewer));
  const person = filter?.person;
  const wanted: Wanted = {
    officeId: party.officeId,
    statuses: [...new Set(filter?.status ?? openStatuses)],
    personKeys: typeof person === 'string' ? searchedPersonKeys(context, person.slice(0, longestPerson)) : null,
  };
  const list = filter?.possibleDuplicate === true ? listLookAlikes : listWanted;
  return onePage(
    page,
    async (asked) => seenAll(party, await list(context, wanted, asked)),
    ({ id }) => id,
  );
}

function listWanted(
  { dossiers }: Context,
  { officeId, statuses, personKeys }: Wanted,
  page: Page,
): Promise<readonly StoredDossier[]> {
  return personKeys === null
    ? dossiers.listOfOffice(officeId, statuses, page)
    : dossiers.listOfPerson(officeId, personKeys, statuses, page);
}

/** Goes on through what was noted until the page is full, since some of it is no longer alike anything. */
async function listLookAlikes(
  { dossiers, lookAlikes }: Context,
  wanted: Wanted,
  { limit, after }: Page,
): Promise<readonly StoredDossier[]> {
  const found: StoredDossier[] = [];
  for (let from = after; ;) {
    const ids = await lookAlikes.listOf(wanted.officeId, { limit: lookedAtAtOnce, after: from });
    const noted = (await dossiers.findMany(ids)).flatMap((stored) => stored ?? []);
    const candidates = noted.filter((stored) => isWanted(wanted, stored));
    const alike = await Promise.all(candidates.map((stored) => dossiers.hasSimilar(stored)));
    found.push(...candidates.filter((_, index) => alike[index]));
    from = ids.at(-1) ?? null;
    if (ids.length < lookedAtAtOnce || found.length >= limit) return found.slice(0, limit);
  }
}

function isWanted({ officeId, statuses, personKeys }: Wanted, { state }: StoredDossier): boolean {
  if (state.status === 'NONE' || state.officeId !== officeId || !statuses.includes(state.status)) return false;
  return personKeys === null || state.personKeys.some((key) => personKeys.includes(key));
}
