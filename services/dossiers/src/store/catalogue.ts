import { parseProcedure, type ProcedureDefinition } from '@motcua/procedure-definition';
import { Refusal, type Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey, type Collection } from '@motcua/service-kit/mongo';
import { parseWorkingCalendar, type WorkingCalendar } from '@motcua/vietnam';
import type { Catalogue, Office } from '../context.js';
import { remembered } from './remembered.js';

const versionsName = 'procedure_versions';
const officesName = 'offices';
const calendarsName = 'calendars';
const retirementsName = 'retirements';

interface VersionRow {
  readonly _id: string;
  readonly code: string;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly definition: ProcedureDefinition;
}

/** As last heard. */
interface HeardRow<Value> {
  readonly _id: string;
  readonly sequence: number;
  readonly value: Value;
}

const calendarId = 'cal_vn';

export function createCatalogueStore(mongo: Mongo): Catalogue & { ready(): Promise<void> } {
  const database = databaseOf(mongo);
  const offices = database.collection<HeardRow<Office>>(officesName);
  const calendars = database.collection<HeardRow<unknown>>(calendarsName);
  const retirements = database.collection<HeardRow<string>>(retirementsName);
  return {
    async ready() {
      await ensureCollection(mongo, versionsName, [{ key: { code: 1, version: -1 }, name: 'code', unique: true }]);
      await ensureCollection(mongo, officesName);
      await ensureCollection(mongo, calendarsName);
      await ensureCollection(mongo, retirementsName);
    },
    ...openVersions(database.collection<VersionRow>(versionsName), async (code) => {
      const row = await retirements.findOne({ _id: code });
      return row?.value ?? null;
    }),
    keepRetirement: (code, retiredFrom, sequence) =>
      keepNewest(retirements, { _id: code, sequence, value: retiredFrom }),
    keepOffice: (office, sequence) => keepNewest(offices, { _id: office.id, sequence, value: office }),
    listSucceeded: async (day) =>
      (
        await offices
          .find({ 'value.validUntil': { $lt: day }, 'value.successorOfficeId': { $type: 'string' } })
          .limit(500)
          .toArray()
      ).map(({ value }) => value),
    findCalendar: async () => {
      const row = await calendars.findOne({ _id: calendarId });
      return row === null ? null : { sequence: row.sequence, calendar: parseWorkingCalendar(row.value) };
    },
    findOffice: remembered(async (id) => (await offices.findOne({ _id: id }))?.value ?? null),
    keepCalendar: (calendar, sequence) => keepNewest(calendars, { _id: calendarId, sequence, value: calendar }),
    getCalendar: readingCalendar(calendars),
  };
}

/** Parsed once for each that was heard, so that what is worked out from it is worked out once as well. */
function readingCalendar(calendars: Collection<HeardRow<unknown>>): Catalogue['getCalendar'] {
  let parsed: { readonly sequence: number; readonly calendar: WorkingCalendar } | null = null;
  const read = remembered(async (_id) => {
    const row = await calendars.findOne({ _id });
    if (row === null) return null;
    if (parsed?.sequence !== row.sequence) {
      parsed = { sequence: row.sequence, calendar: parseWorkingCalendar(row.value) };
    }
    return parsed.calendar;
  });
  return async () => {
    const calendar = await read(calendarId);
    if (calendar !== null) return calendar;
    throw new Refusal('CALENDAR_NOT_KNOWN', 'The working calendar is not known yet; try again shortly.');
  };
}

function openVersions(
  versions: Collection<VersionRow>,
  endOf: (code: string) => Promise<string | null>,
): Pick<Catalogue, 'keepVersion' | 'findInForce' | 'getVersion'> {
  /** A published version never changes, and reading one is costly. */
  const read = new Map<string, ProcedureDefinition>();
  const toDefinition = (row: VersionRow): ProcedureDefinition => {
    const known = read.get(row._id) ?? parsed(row);
    read.set(row._id, known);
    return known;
  };
  const getVersion: Catalogue['getVersion'] = async (code, version) => {
    const _id = idOf(code, version);
    const known = read.get(_id);
    if (known !== undefined) return known;
    const row = await versions.findOne({ _id });
    if (row === null) throw new Error(`${_id} was never heard`);
    return toDefinition(row);
  };
  return {
    async keepVersion(definition) {
      const { code, version, effectiveFrom } = definition.procedure;
      // Immutable: what is there stays.
      const first = { $setOnInsert: { code, version, effectiveFrom, definition } };
      await versions.updateOne({ _id: idOf(code, version) }, first, { upsert: true });
    },
    async findInForce(code, day) {
      const retiredFrom = await endOf(code);
      if (retiredFrom !== null && retiredFrom <= day) return null;
      const inForce = { code, effectiveFrom: { $lte: day } };
      // Its number alone: the whole of a definition is read once.
      const found = versions.find(inForce, { projection: { version: 1 } });
      const newest = await found.sort({ version: -1 }).limit(1).next();
      return newest === null ? null : getVersion(code, newest.version);
    },
    getVersion,
  };
}

function idOf(code: string, version: number): string {
  return `${code}@${String(version)}`;
}

async function keepNewest<Value>(
  rows: Collection<HeardRow<Value>>,
  { _id, sequence, value }: HeardRow<Value>,
): Promise<void> {
  const older = { _id, sequence: { $lt: sequence } };
  try {
    await rows.replaceOne(older, { sequence, value }, { upsert: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // There is one by now, newer or older than this.
    await rows.replaceOne(older, { sequence, value });
  }
}

function parsed({ _id, definition }: VersionRow): ProcedureDefinition {
  const result = parseProcedure(definition.procedure, definition);
  if (!result.ok) throw new Error(`${_id} cannot be read: ${result.problems.map(({ path }) => path).join(', ')}`);
  return result.definition;
}
