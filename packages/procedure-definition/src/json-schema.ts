import { allOf, toConditionSchema, type JsonSchema } from './condition-schema.js';
import type { Condition } from './condition.js';
import { beforeDay } from './day-pattern.js';
import type { Field } from './field.js';
import { definedSchemas, toFieldSchema, type Language } from './field-schema.js';
import { offeredSections } from './offered.js';
import type { Procedure, ProcedureDefinition } from './procedure.js';
import type { Rule } from './rule.js';
import { isExpressed, rulesNotExpressed, type ExpressedRule } from './rules-not-expressed.js';

interface Asked {
  readonly field: Field;
  readonly visibleWhen: readonly Condition[];
}

const comment =
  'Judge answers in their normal form: texts trimmed and in Unicode NFC (dates, options and numbers stay as typed); what is ' +
  'empty (null, "", [], {}) left out, also as part of an address or of an entry in a repeating group. The service judges ' +
  'the same form. What a schema cannot say is listed in x-rulesNotExpressed; papers are no part of the answers.';

/**
 * The form as JSON Schema 2020-12 over answers in their normal form (`normaliseAnswers`).
 * Visibility and requirement become `if`/`then`/`else`. What cannot be said is listed in `x-rulesNotExpressed`.
 */
export function toJsonSchema(definition: ProcedureDefinition, language: Language = 'vi'): JsonSchema {
  const { procedure, optionSets } = definition;
  const asked = offeredSections(procedure).flatMap(({ section, fields }) =>
    fields.map((field): Asked => ({
      field,
      visibleWhen: [section.visibleWhen, field.visibleWhen].filter((each) => each !== undefined),
    })),
  );
  const always = asked.filter(({ visibleWhen }) => visibleWhen.length === 0);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:motcua:procedure:${procedure.code}:${procedure.version}`,
    $comment: comment,
    title: language === 'vi' ? procedure.nameVi : procedure.nameEn,
    type: 'object',
    properties: {
      ...Object.fromEntries(switchedOff(procedure).map(({ key }) => [key, false])),
      ...Object.fromEntries(asked.map(({ field }) => [field.key, toFieldSchema(field, optionSets, language)])),
    },
    required: always.filter(({ field }) => field.required).map(({ field }) => field.key),
    additionalProperties: false,
    allOf: [...asked.flatMap(toRequirement), ...toVisibility(asked), ...procedure.rules.flatMap(toRuleSchema)],
    $defs: definedSchemas,
    'x-rulesNotExpressed': rulesNotExpressed(definition, language),
  };
}

/** Fields that nobody is shown, and so nobody may answer. */
function switchedOff(procedure: Procedure): readonly Field[] {
  const offered = new Set(offeredSections(procedure).flatMap(({ fields }) => fields));
  return procedure.form.sections.flatMap(({ fields }) => fields.filter((field) => !offered.has(field)));
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
  const kept = toKept(rule);
  return [rule.when ? { if: toConditionSchema(rule.when), then: kept } : kept];
}

/** What keeps the rule. */
function toKept(rule: ExpressedRule): JsonSchema {
  const is = (schema: JsonSchema) => ({ properties: { [rule.field]: schema } });
  switch (rule.type) {
    case 'notOption':
      return is({ not: { const: rule.value } });
    case 'equalsWhen':
      return { required: [rule.field], ...is({ const: rule.value }) };
    case 'dateBefore':
      return is({ type: 'string', pattern: beforeDay(rule.value) });
  }
}
