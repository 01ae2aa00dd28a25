import { parseProcedure, type ProcedureDefinition } from '@motcua/procedure-definition';
import { Refusal, type Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey, type Collection } from '@motcua/service-kit/mongo';
import { parseWorkingCalendar, type WorkingCalendar } from '@motcua/vietnam';
import type { Catalogue, Office } from '../context.js';

const versionsName = 'procedure_versions';
const settingsName = 'heard_settings';

interface VersionRow {
  readonly _id: string;
  readonly code: string;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly definition: ProcedureDefinition;
}

/** An office or a calendar, as last heard. */
interface SettingRow {
  readonly _id: string;
  readonly sequence: number;
  readonly value: unknown;
}

const calendarId = 'cal_vn';

export function createCatalogueStore(mongo: Mongo): Catalogue & { ready(): Promise<void> } {
  const versions = databaseOf(mongo).collection<VersionRow>(versionsName);
  const settings = databaseOf(mongo).collection<SettingRow>(settingsName);
  /** A published version never changes, and reading one is costly. */
  const read = new Map<string, ProcedureDefinition>();
  const toDefinition = (row: VersionRow): ProcedureDefinition => {
    const known = read.get(row._id) ?? parsed(row);
    read.set(row._id, known);
    return known;
  };
  return {
    async ready() {
      await ensureCollection(mongo, versionsName, [{ key: { code: 1, version: -1 }, name: 'code', unique: true }]);
      await ensureCollection(mongo, settingsName);
    },
    async keepVersion(definition) {
      const { code, version, effectiveFrom } = definition.procedure;
      // Immutable: what is there stays.
      await versions.updateOne(
        { _id: `${code}@${String(version)}` },
        { $setOnInsert: { code, version, effectiveFrom, definition } },
        { upsert: true },
      );
    },
    keepOffice: ({ id, codePrefix, procedureCodes }, sequence) =>
      keepNewest(settings, { _id: id, sequence, value: { id, codePrefix, procedureCodes } }),
    keepCalendar: (calendar, sequence) => keepNewest(settings, { _id: calendarId, sequence, value: calendar }),
    async findInForce(code, day) {
      const row = await versions
        .find({ code, effectiveFrom: { $lte: day } })
        .sort({ version: -1 })
        .limit(1)
        .next();
      return row === null ? null : toDefinition(row);
    },
    async getVersion(code, version) {
      const _id = `${code}@${String(version)}`;
      const known = read.get(_id);
      if (known !== undefined) return known;
      const row = await versions.findOne({ _id });
      if (row === null) throw new Error(`${_id} was never heard`);
      return toDefinition(row);
    },
    async findOffice(id) {
      const row = await settings.findOne({ _id: id });
      return row === null ? null : toOffice(row.value);
    },
    async getCalendar(): Promise<WorkingCalendar> {
      const row = await settings.findOne({ _id: calendarId });
      if (row === null)
        throw new Refusal('CALENDAR_NOT_KNOWN', 'The working calendar is not known yet; try again shortly.');
      return parseWorkingCalendar(row.value);
    },
  };
}

async function keepNewest(settings: Collection<SettingRow>, { _id, sequence, value }: SettingRow): Promise<void> {
  try {
    await settings.updateOne({ _id, sequence: { $lt: sequence } }, { $set: { sequence, value } }, { upsert: true });
  } catch (error) {
    // The upsert of something older meets the newer one that is there.
    if (!isDuplicateKey(error)) throw error;
  }
}

function parsed({ _id, definition }: VersionRow): ProcedureDefinition {
  const result = parseProcedure(definition.procedure, definition);
  if (!result.ok) throw new Error(`${_id} cannot be read: ${result.problems.map(({ path }) => path).join(', ')}`);
  return result.definition;
}

/** Written by `keepOffice` alone, always in this shape. */
function toOffice(value: unknown): Office {
  if (typeof value !== 'object' || value === null || !('codePrefix' in value)) throw new Error('not an office');
  return value as Office;
}
