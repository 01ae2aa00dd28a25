import {
  dayInVietnam,
  findAdministrativeUnit,
  successorsOf,
  unitsCoded,
  wardsNamed,
  type AdministrativeUnit,
} from '@motcua/vietnam';
import type { Context } from '../context.js';
import type { Office } from '../domain/office.js';
import { isOpen, officeAnsweringFor, predecessorsOf } from '../domain/office-succession.js';
import { searchWords } from '../domain/search-words.js';

export interface OfficesAsked {
  readonly procedureCode?: string | null | undefined;
  readonly wardCode?: string | null | undefined;
  readonly wardName?: string | null | undefined;
}

/**
 * Open offices of a procedure, of a ward by code or name, or all of it. A former ward, a split one and an ambiguous name
 * stand for all that took their place. @throws Refusal SEARCH_TOO_LONG
 */
export function findOffices({ catalogue, clock }: Context, asked: OfficesAsked): readonly Office[] {
  const today = dayInVietnam(clock.now());
  const { procedureCode: procedure, wardCode, wardName } = asked;
  const answerFor = (wards: readonly AdministrativeUnit[]) => officesAnsweringFor(wards, catalogue.offices, today);
  const ofWard = [
    ...(typeof wardCode === 'string' ? [answerFor(wardsCoded(wardCode, today))] : []),
    ...(typeof wardName === 'string' ? [answerFor(wardsCalled(wardName))] : []),
  ];
  return catalogue.offices
    .filter((office) => isOpen(office, today))
    .filter(({ procedureCodes }) => typeof procedure !== 'string' || procedureCodes.includes(procedure))
    .filter((office) => ofWard.every((offices) => offices.has(office)));
}

/** In the order of the ids, null where there is none; one that another process registered meanwhile is found as well. */
export async function findOfficesById(context: Context, ids: readonly string[]): Promise<readonly (Office | null)[]> {
  const find = (): readonly (Office | null)[] =>
    ids.map((id) => context.catalogue.offices.find((office) => office.id === id) ?? null);
  if (!find().includes(null)) return find();
  await context.catchUp('offices', ids);
  return find();
}

/** Who answers for a closed office today; null while it is not closed. */
export function findSuccessor({ catalogue, clock }: Context, office: Office): Office | null {
  const answering = officeAnsweringFor(office, catalogue.offices, dayInVietnam(clock.now()));
  return answering?.id === office.id ? null : answering;
}

export function findPredecessors({ catalogue, clock }: Context, office: Office): readonly Office[] {
  return predecessorsOf(office, catalogue.offices, dayInVietnam(clock.now()));
}

/** A code in force today means that ward, whatever else it named before. */
function wardsCoded(code: string, today: string): readonly AdministrativeUnit[] {
  const inForce = findAdministrativeUnit(code, today);
  return inForce === null ? unitsCoded(code) : [inForce];
}

function wardsCalled(name: string): readonly AdministrativeUnit[] {
  return searchWords(name).length === 0 ? [] : wardsNamed(name);
}

/** Open offices in what the wards are today, and those that took over from a closed office in them. */
function officesAnsweringFor(
  wards: readonly AdministrativeUnit[],
  offices: readonly Office[],
  today: string,
): ReadonlySet<Office> {
  const inForce = new Set(
    wards.flatMap(({ code, validUntil }) =>
      validUntil === null ? [code] : successorsOf(code, validUntil).map((successor) => successor.code),
    ),
  );
  const answering = offices.flatMap((office) => {
    if (isOpen(office, today)) return inForce.has(office.wardCode) ? [office] : [];
    const tookOver = wards.some((ward) => liesIn(office, ward)) ? officeAnsweringFor(office, offices, today) : null;
    return tookOver ?? [];
  });
  return new Set(answering);
}

/** Codes are reused: the office was there while the code named that ward. */
function liesIn({ wardCode, validFrom, validUntil }: Office, ward: AdministrativeUnit): boolean {
  const overlaps = validFrom <= (ward.validUntil ?? validFrom) && ward.validFrom <= (validUntil ?? ward.validFrom);
  return wardCode === ward.code && overlaps;
}
