/** Where each field stands on the printed form, `2.7` for the seventh field of the second section: how conditions point to it. */
import { offeredSections, type Field, type Procedure } from '@motcua/procedure-definition';

export interface NumberedField {
  readonly number: string;
  readonly field: Field;
}

/** By key, in the order of the form; what is switched off has no number. */
export function numberFields(procedure: Procedure): ReadonlyMap<string, NumberedField> {
  return new Map(
    offeredSections(procedure).flatMap(({ fields }, section) =>
      fields.map((field, at) => [field.key, { number: `${String(section + 1)}.${String(at + 1)}`, field }] as const),
    ),
  );
}
