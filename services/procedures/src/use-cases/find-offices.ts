import type { Context } from '../context.js';
import type { Office } from '../domain/office.js';

export function findOffices(
  { catalogue }: Context,
  asked: { readonly procedureCode?: string | null | undefined; readonly wardCode?: string | null | undefined },
): readonly Office[] {
  return catalogue.offices.filter(
    ({ procedureCodes, wardCode }) =>
      (asked.procedureCode == null || procedureCodes.includes(asked.procedureCode)) &&
      (asked.wardCode == null || wardCode === asked.wardCode),
  );
}

export function findOffice({ catalogue }: Context, id: string): Office | null {
  return catalogue.offices.find((office) => office.id === id) ?? null;
}
