import { parseProcedure } from '@motcua/procedure-definition';
import { parseWorkingCalendar } from '@motcua/vietnam';
import type { Stored } from '@motcua/service-kit';
import type { Catalogue, Stores } from '../context.js';
import { calendarId } from '../domain/calendar.js';
import type { PublishedVersion } from '../domain/published-version.js';
import { procedureIdOf, type VersionFact, type VersionState } from '../domain/version.js';

const pageLimit = 200;

/** Everything published, parsed once. @throws when something stored does not parse: it was checked when it was published */
export async function readStores(stores: Stores): Promise<Catalogue> {
  const versions: PublishedVersion[] = [];
  for (let after = ''; ;) {
    const page = await stores.versions.findWhere(
      { 'state.status': 'PUBLISHED', _id: { $gt: after } },
      { sort: { _id: 1 }, limit: pageLimit },
    );
    versions.push(...page.map(toPublished));
    if (page.length < pageLimit) break;
    after = page.at(-1)?.id ?? after;
  }
  const offices = await stores.offices.findWhere(
    { 'state.status': 'REGISTERED' },
    { sort: { _id: 1 }, limit: pageLimit },
  );
  const calendar = await stores.calendars.find(calendarId);
  if (calendar?.state.status !== 'PUBLISHED') throw new Error('no working calendar was ever published');
  return {
    versions,
    offices: offices.flatMap(({ state }) => (state.status === 'REGISTERED' ? [state.office] : [])),
    calendar: parseWorkingCalendar(JSON.parse(calendar.state.json)),
  };
}

function toPublished({ id, facts }: Stored<VersionState, VersionFact>): PublishedVersion {
  const [fact] = facts;
  if (fact === undefined) throw new Error(`${id} is published without a fact`);
  const { code, version, effectiveFrom, publishedAt, definitionJson } = fact;
  const { procedure, ...lists } = JSON.parse(definitionJson) as Record<
    'procedure' | 'optionSets' | 'agencies',
    unknown
  >; // written by loadCatalogue, parsed right below
  const parsed = parseProcedure(procedure, lists);
  if (!parsed.ok) throw new Error(`${id} does not parse: ${JSON.stringify(parsed.problems)}`);
  return {
    id,
    procedureId: procedureIdOf(code),
    code,
    version,
    effectiveFrom,
    publishedAt,
    definition: parsed.definition,
  };
}
