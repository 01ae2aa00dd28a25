import { readdirSync, readFileSync } from 'node:fs';
import { CalendarChanged, OfficeChanged, ProcedurePublished } from '@motcua/event-contracts';
import { parseCatalogue, type ProcedureDefinition } from '@motcua/procedure-definition';
import type { TestBench } from '@motcua/service-kit/testing';
import { loadNationalCalendar } from '@motcua/vietnam';

const folder = new URL('../../../services/procedures/catalogue/', import.meta.url);
export const officeId = 'off_bench';

export interface Sample {
  readonly procedureCode: string;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** The eight procedures of the catalogue's files. */
export function readDefinitions(): readonly ProcedureDefinition[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const parsed = parseCatalogue(Object.fromEntries(names.map((name) => [name, readJson(name)])));
  if (!parsed.ok) throw new Error(`the catalogue does not parse: ${JSON.stringify(parsed.problems)}`);
  return parsed.definitions;
}

/** The same application of other people, so that no two filings look like one. */
export function ofOthers({ procedure }: ProcedureDefinition, sample: Sample, n: number): Sample {
  const others = procedure.subjectFields.flatMap(({ nameFields, personalIdField }) => [
    ...nameFields.map((field) => [field, `${String(sample.answers[field])} ${lettersOf(n)}`] as const),
    ...(personalIdField === undefined ? [] : [[personalIdField, idOf(sample.answers[personalIdField], n)] as const]),
  ]);
  const changed = others.filter(([field]) => sample.answers[field] !== undefined);
  return { ...sample, answers: { ...sample.answers, ...Object.fromEntries(changed) } };
}

/** A name has letters alone. */
function lettersOf(n: number): string {
  return `Mẫu ${Array.from(String(n), (digit) => 'abcdefghij'.charAt(Number(digit))).join('')}`;
}

/** The first six digits tell province, century and year; the last six are anybody's. */
function idOf(given: unknown, n: number): string {
  return `${String(given).slice(0, 6)}${String(500_000 + n)}`;
}

/** A sample application that is accepted. */
export function readSample(code: string): Sample {
  return readJson(`samples/${code}-1.json`) as Sample; // the catalogue's tests hold every sample to its shape
}

/** Says what the procedures service would say, so that the dossiers service can be filed to. */
export async function teach(bench: TestBench, definitions: readonly ProcedureDefinition[]): Promise<void> {
  for (const { procedure, optionSets, agencies } of definitions) {
    const { code, version, effectiveFrom } = procedure;
    const about = { procedureId: `prc_${code}`, code, version, effectiveFrom, publishedAt: '2026-06-15T02:00:00.000Z' };
    const data = { ...about, definition: { ...procedure }, optionSets: { ...optionSets }, agencies: { ...agencies } };
    await bench.publish(ProcedurePublished, data, { id: `prc_${code}/1`, key: `${code}@${version}` });
  }
  const calendar = { calendarId: 'cal_vn', asOf: '2026-11-22', calendar: { ...loadNationalCalendar() } };
  await bench.publish(CalendarChanged, calendar, { id: 'cal_vn/1', key: 'cal_vn' });
  const office = {
    ...{ officeId, codePrefix: 'H26.153', name: { vi: 'Bộ phận Một cửa Mẫu' }, phone: '02433824606' },
    ...{ address: 'Phường Mẫu', provinceCode: '01', wardCode: '09556', validFrom: '2025-07-01' },
    procedureCodes: definitions.map(({ procedure }) => procedure.code),
  };
  await bench.publish(OfficeChanged, office, { id: `${officeId}/1`, key: officeId });
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}
