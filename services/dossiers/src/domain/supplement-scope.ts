/** What may come in for a supplement request: what was asked for, and what hangs on those answers. */
import { fieldsOfCondition, type ProcedureDefinition } from '@motcua/procedure-definition';
import { Refusal } from '@motcua/service-kit/pure';
import type { SupplementItem } from './desk-facts.js';

/** Keys of fields and papers. */
export interface SupplementScope {
  readonly fields: ReadonlySet<string>;
  readonly papers: ReadonlySet<string>;
}

type Condition = Parameters<typeof fieldsOfCondition>[0];

/**
 * A field or a paper that is there or needed only by what another answer says comes with that answer: otherwise a right
 * answer could ask for something that nobody could hand in.
 */
export function scopeOf(items: readonly Pick<SupplementItem, 'subject' | 'key'>[], definition: ProcedureDefinition) {
  const { form, attachments, deliveryFields } = definition.procedure;
  const keysOf = (subject: SupplementItem['subject']) =>
    items.flatMap((item) => (item.subject === subject ? item.key : []));
  const fields = new Set(keysOf('FIELD'));
  const hangs = (...conditions: readonly (Condition | null | undefined)[]): boolean =>
    conditions.some((condition) => condition && fieldsOfCondition(condition).some((key) => fields.has(key)));
  for (let before = -1; before < fields.size;) {
    before = fields.size;
    for (const { visibleWhen, fields: inside } of form.sections) {
      for (const field of inside) {
        if (field.key === deliveryFields?.methodField) continue;
        if (hangs(visibleWhen, field.visibleWhen, field.requiredWhen)) fields.add(field.key);
      }
    }
  }
  const papers = attachments.filter(({ condition }) => hangs(condition)).map(({ key }) => key);
  return { fields, papers: new Set([...keysOf('PAPER'), ...papers]) } satisfies SupplementScope;
}

/** Refused, naming each field of the form that is out of the scope; keys the form does not know are only counted. */
export function requireInScope(
  answers: Readonly<Record<string, unknown>>,
  scope: SupplementScope,
  { procedure }: ProcedureDefinition,
): void {
  const others = Object.keys(answers).filter((key) => !scope.fields.has(key));
  if (others.length === 0) return;
  const known = new Set(procedure.form.sections.flatMap(({ fields }) => fields.map(({ key }) => key)));
  const fields = others.filter((key) => known.has(key));
  throw notAskedFor({ fields, unknownFields: others.length - fields.length });
}

export function notAskedFor(details: Readonly<Record<string, unknown>> = {}): Refusal {
  return new Refusal('NOT_ASKED_FOR', 'The office did not ask for that.', details);
}
