import type { AggregateStore } from '@motcua/service-kit';
import { Refusal, type Cause, type Decision, type Fact } from '@motcua/service-kit/pure';
import type { ProcedureDefinition } from '@motcua/procedure-definition';
import type { WorkingCalendar } from '@motcua/vietnam';
import type { Stores } from '../context.js';
import { calendarId, loadCalendar } from '../domain/calendar.js';
import { registerOffice, type Office } from '../domain/office.js';
import type { Vocabulary } from '../domain/vocabulary.js';
import { requireOfferedFrom } from '../domain/retirement.js';
import { procedureIdOf, publishVersion, versionIdOf } from '../domain/version.js';

export interface CatalogueFiles {
  readonly definitions: readonly ProcedureDefinition[];
  readonly offices: readonly Office[];
  readonly calendar: WorkingCalendar;
  /** Never stored: it finds procedures and says nothing about them. */
  readonly vocabulary: Vocabulary;
}

/**
 * Publishes what the files bring and the stores do not hold yet; loading the same files again changes nothing. All of it
 * is decided before any of it is written, so files that contradict what was published are refused whole.
 * What catalogue admins published since is not in the files and stays.
 * @throws Refusal CATALOGUE_CONFLICT with every contradiction, e.g. a version that changed without a new number
 */
export async function loadCatalogue(stores: Stores, files: CatalogueFiles, at: Date): Promise<void> {
  const ends = await endsOf(stores, files.definitions);
  const loads = [
    ...files.definitions.map((definition, n) => loadOf(stores.versions, ...versionIn(definition, at, ends[n]), at)),
    ...files.offices.map((office) => loadOf(stores.offices, office.id, (state) => registerOffice(state, office), at)),
    loadOf(stores.calendars, calendarId, (state) => loadCalendar(state, calendarIn(files)), at),
  ];
  const conflicts = (await Promise.all(loads.map(({ check }) => check()))).flat();
  if (conflicts.length > 0) {
    const named = conflicts.map(({ id, code, message }) => `${id}: ${code}: ${message}`).join(' ');
    throw new Refusal('CATALOGUE_CONFLICT', `The catalogue contradicts what was published. ${named}`, { conflicts });
  }
  for (const { write } of loads) await write();
}

interface Conflict {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

interface Load {
  readonly check: () => Promise<readonly Conflict[]>;
  readonly write: () => Promise<unknown>;
}

function loadOf<S, F extends Fact>(store: AggregateStore<S, F>, id: string, decide: Decision<S, F>, at: Date): Load {
  return {
    async check() {
      const stored = await store.find(id);
      try {
        decide(stored?.state ?? store.aggregate.initial);
        return [];
      } catch (error) {
        if (error instanceof Refusal) return [{ id, code: error.code, message: error.message }];
        throw error;
      }
    },
    write: () => store.execute(id, loading(id, at), decide),
  };
}

function versionIn(
  definition: ProcedureDefinition,
  publishedAt: Date,
  retiredFrom: string | null = null,
): readonly [id: string, decide: Parameters<Stores['versions']['execute']>[2]] {
  const { code, version, effectiveFrom } = definition.procedure;
  const content = { code, version, effectiveFrom, definitionJson: JSON.stringify(definition) };
  return [
    versionIdOf(code, version),
    (state) => {
      if (state.status === 'NONE') requireOfferedFrom(code, effectiveFrom, retiredFrom);
      return publishVersion(state, content, publishedAt);
    },
  ];
}

/** When each of these procedures ends, null while no end is known. */
async function endsOf(
  { retirements }: Stores,
  definitions: readonly ProcedureDefinition[],
): Promise<readonly (string | null)[]> {
  const stored = await retirements.findMany(definitions.map(({ procedure }) => procedureIdOf(procedure.code)));
  return stored.map((each) => (each?.state.status === 'RETIRED' ? each.state.retiredFrom : null));
}

function calendarIn({ calendar }: CatalogueFiles): { readonly asOf: string; readonly json: string } {
  return { asOf: calendar.asOf, json: JSON.stringify(calendar) };
}

/** Each start is a cause of its own: what it finds unchanged it leaves alone by the rule, not by having been seen. */
function loading(id: string, at: Date): Cause {
  return { id: `load:${id}:${at.toISOString()}`, actor: { kind: 'system', id: 'catalogue' }, at };
}
