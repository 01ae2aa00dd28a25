import { isRecord } from './record.js';

export interface FormerWard {
  readonly code: string;
  readonly nameVi: string | null;
  readonly districtVi: string | null;
  readonly successors: readonly string[];
}

interface UnitFile {
  readonly provinces: readonly { code: string; nameVi: string }[];
  readonly formerProvinces: readonly { code: string; nameVi: string; successors: readonly string[] }[];
  readonly wardsOfHaNoi: readonly { code: string; nameVi: string }[];
  readonly formerWards2025: readonly FormerWard[];
  readonly formerWards2024: readonly FormerWard[];
}

/** Types data/administrative-units.json. @throws TypeError when the file was damaged. */
export function unitFile(json: unknown): UnitFile {
  const file = record(json);
  const former = record(file['formerWardsOfHaNoi']);
  return {
    provinces: list(file['provinces'], named),
    formerProvinces: list(file['formerProvinces'], (item) => ({ ...named(item), successors: codes(item) })),
    wardsOfHaNoi: list(file['wardsOfHaNoi'], named),
    formerWards2025: list(former['2025H1'], formerWard),
    formerWards2024: list(former['2024'], formerWard),
  };
}

function formerWard(item: Record<string, unknown>): FormerWard {
  const { nameVi, districtVi } = item;
  return {
    code: text(item['code']),
    nameVi: nameVi === null ? null : text(nameVi),
    districtVi: districtVi === null ? null : text(districtVi),
    successors: codes(item),
  };
}

function named(item: Record<string, unknown>): { code: string; nameVi: string } {
  return { code: text(item['code']), nameVi: text(item['nameVi']) };
}

function codes(item: Record<string, unknown>): readonly string[] {
  const { successors } = item;
  if (!Array.isArray(successors)) throw new TypeError('administrative units: no successors');
  return successors.map(text);
}

function list<Item>(json: unknown, read: (item: Record<string, unknown>) => Item): readonly Item[] {
  if (!Array.isArray(json)) throw new TypeError('administrative units: not a list');
  return json.map((item) => read(record(item)));
}

function record(json: unknown): Record<string, unknown> {
  if (!isRecord(json)) throw new TypeError('administrative units: not an object');
  return json;
}

function text(json: unknown): string {
  if (typeof json !== 'string') throw new TypeError('administrative units: not a text');
  return json;
}
