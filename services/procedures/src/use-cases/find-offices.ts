import { dayInVietnam, findAdministrativeUnit, successorsOf } from '@motcua/vietnam';
import type { Context } from '../context.js';
import type { Office } from '../domain/office.js';

/** Offices of a procedure, of a ward, or both. A former ward stands for those that took its place. */
export function findOffices(
  { catalogue, clock }: Context,
  asked: { readonly procedureCode?: string | null | undefined; readonly wardCode?: string | null | undefined },
): readonly Office[] {
  const today = dayInVietnam(clock.now());
  const { procedureCode: procedure, wardCode: ward } = asked;
  const wards = typeof ward === 'string' ? wardsMeant(ward, today) : null;
  return catalogue.offices.filter(
    ({ procedureCodes, wardCode, validFrom }) =>
      validFrom <= today &&
      (typeof procedure !== 'string' || procedureCodes.includes(procedure)) &&
      (wards === null || wards.includes(wardCode)),
  );
}

/** In the order of the ids, null where there is none; one that another process registered meanwhile is found as well. */
export async function findOfficesById(context: Context, ids: readonly string[]): Promise<readonly (Office | null)[]> {
  const find = (): readonly (Office | null)[] =>
    ids.map((id) => context.catalogue.offices.find((office) => office.id === id) ?? null);
  if (!find().includes(null)) return find();
  await context.catchUp('offices', ids);
  return find();
}

function wardsMeant(wardCode: string, today: string): readonly string[] {
  const inForce = findAdministrativeUnit(wardCode, today);
  return inForce === null ? successorsOf(wardCode).map(({ code }) => code) : [wardCode];
}
