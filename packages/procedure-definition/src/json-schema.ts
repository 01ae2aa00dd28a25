import { fieldsOfRule } from './check-rule.js';
import { allOf, toConditionSchema, type JsonSchema } from './condition-schema.js';
import type { Condition } from './condition.js';
import type { Field } from './field.js';
import { addressSchema, toFieldSchema, type Language } from './field-schema.js';
import type { ProcedureDefinition } from './procedure.js';
import type { Rule } from './rule.js';

/** A check that JSON Schema cannot say: the service makes it, a client may. */
export interface RuleNotExpressed {
  /** The problem's code. */
  readonly code: string;
  readonly fields: readonly string[];
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

interface Asked {
  readonly field: Field;
  readonly visibleWhen: readonly Condition[];
}

/**
 * The form as JSON Schema 2020-12 over answers in which empty ones are left out and texts are trimmed and in NFC.
 * Visibility and requirement become `if`/`then`/`else`. What cannot be said is listed in `x-rulesNotExpressed`.
 */
export function toJsonSchema(definition: ProcedureDefinition, language: Language = 'vi'): JsonSchema {
  const { procedure, optionSets } = definition;
  const asked = procedure.form.sections.flatMap((section) =>
    section.fields.map((field): Asked => ({
      field,
      visibleWhen: [section.visibleWhen, field.visibleWhen].filter((each) => each !== undefined),
    })),
  );
  const always = asked.filter(({ visibleWhen }) => visibleWhen.length === 0);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:motcua:procedure:${procedure.code}:${procedure.version}`,
    title: language === 'vi' ? procedure.nameVi : procedure.nameEn,
    type: 'object',
    properties: Object.fromEntries(asked.map(({ field }) => [field.key, toFieldSchema(field, optionSets, language)])),
    required: always.filter(({ field }) => field.required).map(({ field }) => field.key),
    additionalProperties: false,
    allOf: [...asked.flatMap(toRequirement), ...toVisibility(asked), ...procedure.rules.flatMap(toRuleSchema)],
    $defs: { address: addressSchema },
    'x-rulesNotExpressed': notExpressed(definition, language),
  };
}

function toRequirement({ field, visibleWhen }: Asked): readonly JsonSchema[] {
  if (field.required || !field.requiredWhen) return [];
  return [{ if: allOf([...visibleWhen, field.requiredWhen]), then: { required: [field.key], ...declared(field) } }];
}

/** A declaration is given only by true. */
function declared(field: Field): JsonSchema {
  return field.type === 'boolean' ? { properties: { [field.key]: { const: true } } } : {};
}

/** Fields shown under the same conditions share one `if`. */
function toVisibility(asked: readonly Asked[]): readonly JsonSchema[] {
  const groups = new Map<string, Asked[]>();
  for (const each of asked) {
    const same = JSON.stringify(each.visibleWhen);
    if (each.visibleWhen.length > 0) groups.set(same, [...(groups.get(same) ?? []), each]);
  }
  return [...groups.values()].map((group) => ({
    if: allOf(group[0]?.visibleWhen ?? []),
    then: { required: group.filter(({ field }) => field.required).map(({ field }) => field.key) },
    else: { properties: Object.fromEntries(group.map(({ field }) => [field.key, false])) },
  }));
}

function toRuleSchema(rule: Rule): readonly JsonSchema[] {
  if (!isExpressed(rule)) return [];
  const value = { const: rule.value };
  const then =
    rule.type === 'notOption'
      ? { properties: { [rule.field]: { not: value } } }
      : { required: [rule.field], properties: { [rule.field]: value } };
  return [rule.when ? { if: toConditionSchema(rule.when), then } : then];
}

function isExpressed(rule: Rule): rule is Extract<Rule, { type: 'notOption' | 'equalsWhen' }> {
  // A schema cannot warn: what breaks it is refused.
  return rule.severity === 'error' && (rule.type === 'notOption' || rule.type === 'equalsWhen');
}

function notExpressed({ procedure }: ProcedureDefinition, language: Language): readonly RuleNotExpressed[] {
  const fields = procedure.form.sections.flatMap((section) => section.fields);
  const rules = procedure.rules.filter((rule) => !isExpressed(rule));
  return [
    ...fields.flatMap(boundsOf),
    ...fields.flatMap(unitsOf),
    ...rules.map((rule) => ({
      code: `rule:${rule.key}`,
      fields: fieldsOfRule(rule),
      severity: rule.severity,
      message: language === 'vi' ? rule.messageVi : rule.messageEn,
    })),
  ];
}

function boundsOf(field: Field): readonly RuleNotExpressed[] {
  const items = field.type === 'repeatable' ? field.itemFields : [field];
  return items.flatMap((item) => {
    if (item.type !== 'date') return [];
    const bounds = [['min', item.min] as const, ['max', item.max] as const];
    return bounds.flatMap(([code, bound]) =>
      bound === undefined
        ? []
        : [
            {
              code,
              fields: [field.key],
              severity: 'error' as const,
              message: `${item.key} ${code === 'min' ? '≥' : '≤'} ${bound}`,
            },
          ],
    );
  });
}

function unitsOf(field: Field): readonly RuleNotExpressed[] {
  const items = field.type === 'repeatable' ? field.itemFields : [field];
  if (!items.some(({ type }) => type === 'address')) return [];
  const message = 'provinceCode, wardCode: administrative units in force';
  return [{ code: 'option', fields: [field.key], severity: 'error', message }];
}
