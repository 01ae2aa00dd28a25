import { Refusal } from '@motcua/service-kit/pure';
import {
  listProvinces,
  listWards,
  searchAdministrativeUnits,
  successorsOf,
  type AdministrativeUnit,
} from '@motcua/vietnam';
import { searchWords, wordsOf } from '../domain/search-words.js';

export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly provinceCode: string;
  readonly district: string | null;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly inForce: boolean;
  readonly successors: readonly string[];
}

/** The provinces in force. */
export function findProvinces(): readonly Unit[] {
  return listProvinces().flatMap(toUnit);
}

/**
 * Wards of a province, by words of their names where given; then also those that merged or split, each before what took its
 * place.
 * @throws Refusal UNKNOWN_PROVINCE; WARDS_NOT_HELD where this platform knows a province but not its wards; SEARCH_TOO_LONG
 */
export function findUnits(provinceCode: string, search: string | null, limit: number): readonly Unit[] {
  const wards = wardsOf(provinceCode);
  const text = searchWords(search).join(' ');
  const found =
    text === '' ? wards : searchAdministrativeUnits(text, { level: 'ward', includeFormer: true, limit: mostFound });
  const inProvince = found.filter((unit) => unit.provinceCode === provinceCode);
  const meant = inProvince.filter(isMeant(text));
  const others = inProvince.filter((unit) => !meant.includes(unit));
  const units = new Set([...meant.flatMap((unit) => [unit, ...tookItsPlace(unit)]), ...others]);
  return [...units].flatMap(toUnit).slice(0, limit);
}

function tookItsPlace({ code, validUntil }: AdministrativeUnit): readonly AdministrativeUnit[] {
  return validUntil === null ? [] : successorsOf(code, validUntil);
}

/** Words in the order typed come before the same words scattered: “phuc xa” is Phúc Xá before Xã Phúc Thọ. */
const isMeant =
  (text: string) =>
  ({ nameVi }: AdministrativeUnit): boolean =>
    wordsOf(nameVi ?? '')
      .join(' ')
      .includes(text);

/** Before the province is looked at; more than any province has. */
const mostFound = 2_000;

function wardsOf(provinceCode: string): readonly AdministrativeUnit[] {
  if (!listProvinces().some(({ code }) => code === provinceCode)) {
    const successors = successorsOf(provinceCode).map(({ code }) => code);
    throw new Refusal('UNKNOWN_PROVINCE', 'There is no such province today.', { provinceCode, successors });
  }
  const wards = listWards(provinceCode);
  if (wards !== null) return wards;
  throw new Refusal('WARDS_NOT_HELD', 'The wards of this province are not held here.', { provinceCode });
}

function toUnit(unit: AdministrativeUnit): readonly Unit[] {
  const { code, nameVi, provinceCode, districtVi, validFrom, validUntil } = unit;
  if (nameVi === null) return [];
  const successors = tookItsPlace(unit).map((successor) => successor.code);
  const named = { code, name: nameVi, provinceCode, district: districtVi };
  return [{ ...named, validFrom, validUntil, inForce: validUntil === null, successors }];
}
