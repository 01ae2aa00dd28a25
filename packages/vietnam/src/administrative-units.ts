import type { Day } from './calendar-day.js';
import { readData } from './data-file.js';
import { searchKey } from './fold-accents.js';
import { unitFile, type FormerWard } from './administrative-unit-file.js';

export interface AdministrativeUnit {
  readonly code: string;
  readonly level: 'province' | 'ward';
  /** Null for wards merged in January 2025 whose old names are not held. */
  readonly nameVi: string | null;
  readonly provinceCode: string;
  /** Districts ended on 2025-06-30. */
  readonly districtVi: string | null;
  /** First day on which the code is known to name this unit. Codes are reused for other territory: keep code and day together. */
  readonly validFrom: Day;
  /** Last day, null while in force. */
  readonly validUntil: Day | null;
}

/** The two-tier order began (NQ 1656/NQ-UBTVQH15 for Hà Nội). */
const twoTierFrom = '2025-07-01';
const lastDayBefore = '2025-06-30';
const haNoi = '01';

interface Known extends AdministrativeUnit {
  /** Codes one reform later; empty while in force. */
  readonly successors: readonly string[];
}

interface Index {
  readonly all: readonly Known[];
  readonly byCode: ReadonlyMap<string, readonly Known[]>;
}

let index: Index | undefined;

/** The provinces in force: 34 since 2025-07-01. */
export function listProvinces(): readonly AdministrativeUnit[] {
  return current('province');
}

/** The wards in force of a province. Held for Hà Nội (01) only: null says "not known", never "none". */
export function listWards(provinceCode: string): readonly AdministrativeUnit[] | null {
  return provinceCode === haNoi ? current('ward') : null;
}

/**
 * The unit that a code named on a day; null when unknown. Before 2025-07-01 old provinces and Hà Nội's old wards are known,
 * the wards from 2025-01-01, earlier only those merged on that day and Phường Nguyễn Trãi (Hà Đông).
 */
export function findAdministrativeUnit(code: string, onDay: Day): AdministrativeUnit | null {
  return known(code, onDay);
}

/**
 * The units in force that took over the territory of a former unit: several when it was split, and then an address
 * needs street or plot to choose; never take the first. The unit itself when still in force, empty when unknown.
 * @param asOf a day on which the code named the unit that is meant; the last day before the two-tier order by default
 */
export function successorsOf(code: string, asOf: Day = lastDayBefore): readonly AdministrativeUnit[] {
  const start =
    known(code, asOf) ??
    units()
      .byCode.get(code)
      ?.find(({ validFrom }) => validFrom <= asOf);
  return start ? [...new Set(inForce(start))] : [];
}

/**
 * Whether a province and ward may stand in an address on a day. Where the wards of a province are not held, five digits
 * are accepted.
 */
export function checkAddressUnits(
  address: { readonly provinceCode: string; readonly wardCode: string },
  onDay: Day,
): 'ok' | 'unknownProvince' | 'unknownWard' {
  const province = known(address.provinceCode, onDay);
  if (province?.level !== 'province') return 'unknownProvince';
  if (province.code !== haNoi) return /^\d{5}$/.test(address.wardCode) ? 'ok' : 'unknownWard';
  return known(address.wardCode, onDay)?.level === 'ward' ? 'ok' : 'unknownWard';
}

export interface UnitSearch {
  readonly level?: 'province' | 'ward';
  /** Also units that no longer exist; ask {@link successorsOf} with their last day. */
  readonly includeFormer?: boolean;
  readonly limit?: number;
}

/** Units whose name contains every word typed, with or without marks, in any order; those in force first. */
export function searchAdministrativeUnits(text: string, search: UnitSearch = {}): readonly AdministrativeUnit[] {
  const words = searchKey(text).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  return units()
    .all.filter((unit) => search.level === undefined || unit.level === search.level)
    .filter((unit) => unit.validUntil === null || search.includeFormer === true)
    .filter((unit) => matches(unit, words))
    .slice(0, search.limit ?? 20);
}

/**
 * The wards that bear or bore a name, with or without marks and with or without their type: “Nguyễn Trãi”, “phuong nguyen
 * trai”, “P. Nguyễn Trãi, Hà Đông”. Parts behind a comma narrow by district and province where they fit any. Several when
 * the name is ambiguous; those in force first, then from the latest to the earliest.
 */
export function wardsNamed(text: string): readonly AdministrativeUnit[] {
  const [typed = '', ...within] = searchKey(text).split(',').map(expanded);
  const bare = (unit: Known): string => searchKey(unit.nameVi ?? '').replace(wardType, '');
  const named = units().all.filter(
    (unit) => unit.level === 'ward' && unit.nameVi !== null && [searchKey(unit.nameVi), bare(unit)].includes(typed),
  );
  const narrowed = named.filter((unit) => within.every((part) => placeOf(unit).includes(part)));
  return narrowed.length > 0 ? narrowed : named;
}

/** Every unit that a code names or named, in force first, then from the latest to the earliest. */
export function unitsCoded(code: string): readonly AdministrativeUnit[] {
  return units().byCode.get(code) ?? [];
}

const wardType = /^(?:phuong|xa|thi tran|dac khu) /u;
const abbreviations = [
  [/^p\. ?/u, 'phuong '],
  [/^x\. ?/u, 'xa '],
  [/^tt\. ?/u, 'thi tran '],
] as const;

function expanded(part: string): string {
  return abbreviations.reduce((text, [short, long]) => text.replace(short, long), part.trim());
}

function placeOf({ districtVi, provinceCode, validFrom }: Known): string {
  return searchKey(`${districtVi ?? ''} ${known(provinceCode, validFrom)?.nameVi ?? ''}`);
}

function matches(unit: Known, words: readonly string[]): boolean {
  const name = ` ${searchKey(`${unit.nameVi ?? ''} ${unit.districtVi ?? ''}`)}`;
  return unit.nameVi !== null && words.every((word) => name.includes(` ${word}`));
}

function known(code: string, onDay: Day): Known | null {
  const found = units()
    .byCode.get(code)
    ?.find((unit) => unit.validFrom <= onDay && onDay <= (unit.validUntil ?? onDay));
  return found ?? null;
}

function inForce(unit: Known): readonly Known[] {
  const { validUntil } = unit;
  if (validUntil === null) return [unit];
  return unit.successors.flatMap((code) => {
    const next = units()
      .byCode.get(code)
      ?.findLast(({ validFrom }) => validFrom > validUntil);
    return next ? inForce(next) : [];
  });
}

function current(level: AdministrativeUnit['level']): readonly AdministrativeUnit[] {
  return units().all.filter((unit) => unit.level === level && unit.validUntil === null);
}

/** In force first, then former units from the latest to the earliest. */
function units(): Index {
  if (index) return index;
  const file = unitFile(readData('administrative-units.json'));
  const all: Known[] = [
    ...file.provinces.map(({ code, nameVi }) => province(code, nameVi, [])),
    ...file.wardsOfHaNoi.map(({ code, nameVi }) =>
      ward({ code, nameVi, districtVi: null, successors: [] }, twoTierFrom, null),
    ),
    ...file.formerProvinces.map(({ code, nameVi, successors }) => province(code, nameVi, successors)),
    ...file.formerWards2025.map((unit) => ward(unit, '2025-01-01', lastDayBefore)),
    ...file.formerWards2024.map((unit) => ward(unit, '2024-01-01', '2024-12-31')),
  ];
  const byCode = new Map<string, Known[]>();
  for (const unit of all) byCode.set(unit.code, [...(byCode.get(unit.code) ?? []), unit]);
  index = { all, byCode };
  return index;
}

function province(code: string, nameVi: string, successors: readonly string[]): Known {
  const former = successors.length > 0;
  const [validFrom, validUntil] = former ? ['2008-08-01', lastDayBefore] : [twoTierFrom, null];
  return { code, level: 'province', nameVi, provinceCode: code, districtVi: null, validFrom, validUntil, successors };
}

function ward({ code, nameVi, districtVi, successors }: FormerWard, validFrom: Day, validUntil: Day | null): Known {
  return { code, level: 'ward', nameVi, provinceCode: haNoi, districtVi, validFrom, validUntil, successors };
}
