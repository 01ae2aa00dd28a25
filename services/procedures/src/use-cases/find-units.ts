import { Refusal } from '@motcua/service-kit/pure';
import { listWards, searchAdministrativeUnits, successorsOf, type AdministrativeUnit } from '@motcua/vietnam';

export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly provinceCode: string;
  readonly inForce: boolean;
  readonly successors: readonly string[];
}

/**
 * Wards of a province, by words of their names where given; then also those that merged or split.
 * @throws Refusal WARDS_NOT_HELD where this platform knows a province but not its wards
 */
export function findUnits(provinceCode: string, search: string | null, limit: number): readonly Unit[] {
  const wards = listWards(provinceCode);
  if (wards === null) {
    throw new Refusal('WARDS_NOT_HELD', 'The wards of this province are not held here.', { provinceCode });
  }
  const found =
    search === null
      ? wards
      : searchAdministrativeUnits(search, { level: 'ward', includeFormer: true, limit: mostFound });
  return found
    .filter((unit) => unit.provinceCode === provinceCode)
    .flatMap(toUnit)
    .slice(0, limit);
}

/** Before the province is looked at; more than any province has. */
const mostFound = 2_000;

function toUnit({ code, nameVi, provinceCode, validUntil }: AdministrativeUnit): readonly Unit[] {
  if (nameVi === null) return [];
  const successors = validUntil === null ? [] : successorsOf(code, validUntil).map((unit) => unit.code);
  return [{ code, name: nameVi, provinceCode, inForce: validUntil === null, successors }];
}
