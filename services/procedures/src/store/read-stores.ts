import { parseProcedure } from '@motcua/procedure-definition';
import { parseWorkingCalendar } from '@motcua/vietnam';
import type { AggregateStore, Filter, Stored } from '@motcua/service-kit';
import type { Fact } from '@motcua/service-kit/pure';
import type { Catalogue, Stores } from '../context.js';
import { calendarId } from '../domain/calendar.js';
import type { PublishedVersion } from '../domain/published-version.js';
import { procedureIdOf, type VersionFact, type VersionState } from '../domain/version.js';

const pageLimit = 200;

/**
 * Everything published. Versions never change: those known are neither read nor parsed again, and stay the same objects.
 * @throws when something stored does not parse: it was checked when it was published
 */
export async function readStores(
  { versions, retirements, offices, calendars }: Stores,
  known: readonly PublishedVersion[] = [],
): Promise<Catalogue> {
  const retired = await readAll(retirements, { 'state.status': 'RETIRED' });
  const ends = new Map(
    retired.flatMap(({ state }) => (state.status === 'RETIRED' ? [[state.code, state.retiredFrom] as const] : [])),
  );
  const fresh = await readAll(versions, { 'state.status': 'PUBLISHED', _id: { $nin: known.map(({ id }) => id) } });
  const all = [...known, ...fresh.map(toPublished)].sort((a, b) => (a.id < b.id ? -1 : 1));
  const registered = await readAll(offices, { 'state.status': 'REGISTERED' });
  const calendar = await calendars.find(calendarId);
  if (calendar?.state.status !== 'PUBLISHED') throw new Error('no working calendar was ever published');
  return {
    versions: all.map((version) => endedBy(version, ends.get(version.code) ?? null)),
    offices: registered.flatMap(({ state }) => (state.status === 'REGISTERED' ? [state.office] : [])),
    calendar: parseWorkingCalendar(JSON.parse(calendar.state.json)),
  };
}

async function readAll<S, F extends Fact>(
  store: AggregateStore<S, F>,
  filter: Filter,
): Promise<readonly Stored<S, F>[]> {
  const all: Stored<S, F>[] = [];
  for (let after = ''; ;) {
    const following = { $and: [filter, { _id: { $gt: after } }] };
    const page = await store.findWhere(following, { sort: { _id: 1 }, limit: pageLimit });
    all.push(...page);
    if (page.length < pageLimit) return all;
    after = page.at(-1)?.id ?? after;
  }
}

/** Forms are kept by the object, so one that did not change stays the same. */
function endedBy(version: PublishedVersion, retiredFrom: string | null): PublishedVersion {
  return version.retiredFrom === retiredFrom ? version : { ...version, retiredFrom };
}

function toPublished({ id, facts }: Stored<VersionState, VersionFact>): PublishedVersion {
  const [fact] = facts;
  if (fact === undefined) throw new Error(`${id} is published without a fact`);
  const { code, version, effectiveFrom, publishedAt, definitionJson } = fact;
  const { procedure, ...lists } = JSON.parse(definitionJson) as Record<
    'procedure' | 'optionSets' | 'agencies',
    unknown
  >; // written by this service, parsed right below
  const parsed = parseProcedure(procedure, lists);
  if (!parsed.ok) throw new Error(`${id} does not parse: ${JSON.stringify(parsed.problems)}`);
  return {
    ...{ id, code, version, effectiveFrom, publishedAt },
    procedureId: procedureIdOf(code),
    retiredFrom: null,
    definition: parsed.definition,
  };
}
