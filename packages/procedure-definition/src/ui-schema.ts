import { toConditionSchema, type JsonSchema } from './condition-schema.js';
import type { Condition } from './condition.js';
import type { Field, ItemField } from './field.js';
import type { Language } from './field-schema.js';
import { isOffered, offeredSections, type OfferedSection } from './offered.js';
import type { ProcedureDefinition } from './procedure.js';

/**
 * The form as a JSON Forms UI schema: a group per section, a control per field, shown by rules over the whole answers.
 * Parts beyond the ward's guide (`guideScope: false`) are left out: they are switched off.
 */
export function toUiSchema({ procedure }: ProcedureDefinition, language: Language = 'vi'): JsonSchema {
  return {
    type: 'VerticalLayout',
    elements: offeredSections(procedure).map((each) => toGroup(each, language)),
  };
}

function toGroup({ section, fields }: OfferedSection, language: Language): JsonSchema {
  return {
    type: 'Group',
    label: language === 'vi' ? section.titleVi : section.titleEn,
    elements: fields.map((field) => toControl(field, language)),
    ...shownWhen(section.visibleWhen),
    options: { key: section.key },
  };
}

function toControl(field: Field, language: Language): JsonSchema {
  return {
    type: 'Control',
    scope: `#/properties/${field.key}`,
    label: language === 'vi' ? field.labelVi : field.labelEn,
    ...shownWhen(field.visibleWhen),
    options: toOptions(field, language),
  };
}

function toOptions(field: Field, language: Language): JsonSchema {
  const options = { fieldType: field.type, ...(field.type === 'longText' ? { multi: true } : {}) };
  if (field.type !== 'repeatable') return options;
  const elements = field.itemFields.filter(isOffered).map((item) => toItemControl(item, language));
  return { ...options, detail: { type: 'VerticalLayout', elements } };
}

function toItemControl(item: ItemField, language: Language): JsonSchema {
  return {
    type: 'Control',
    scope: `#/properties/${item.key}`,
    label: language === 'vi' ? item.labelVi : item.labelEn,
    options: { fieldType: item.type },
  };
}

function shownWhen(condition: Condition | undefined): JsonSchema {
  if (!condition) return {};
  return {
    rule: { effect: 'SHOW', condition: { scope: '#', schema: { type: 'object', ...toConditionSchema(condition) } } },
  };
}
