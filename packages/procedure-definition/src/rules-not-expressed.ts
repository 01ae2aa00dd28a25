import { fieldsOfRule, reportedOn } from './check-rule.js';
import { isDay } from '@motcua/vietnam';
import type { Field, ItemField } from './field.js';
import type { Language } from './field-schema.js';
import { offeredSections } from './offered.js';
import type { ProcedureDefinition } from './procedure.js';
import type { Rule } from './rule.js';

/** A check that JSON Schema cannot say: the service makes it, a client may. */
export interface RuleNotExpressed {
  /** The problem's code. */
  readonly code: string;
  /** The fields it reads. */
  readonly fields: readonly string[];
  /** The field on which it is reported. */
  readonly field: string;
  /** JSON pointer inside the answer, `*` for any entry of a repeating group. */
  readonly path?: string;
  readonly severity: 'error' | 'warning';
  /**
   * `today`: the outcome changes with the day of judging, the schema of a version does not; `comparesAnswers`: two answers are
   * compared with each other; `onlyWarns`: what breaks a schema is refused.
   */
  readonly reason: 'today' | 'comparesAnswers' | 'onlyWarns';
  readonly message: string;
}

/** Rules that a schema says: the outcome hangs on one answer, its own condition and nothing else, and it refuses. */
export type ExpressedRule = Extract<Rule, { type: 'notOption' | 'equalsWhen' | 'dateBefore' }>;

export function isExpressed(rule: Rule): rule is ExpressedRule {
  return whyNot(rule) === null;
}

/** Everything that the schema of this procedure leaves to the service. */
export function rulesNotExpressed(definition: ProcedureDefinition, language: Language): readonly RuleNotExpressed[] {
  const { procedure } = definition;
  const fields = offeredSections(procedure).flatMap((section) => section.fields);
  return [
    ...fields.flatMap((field) => checksInside(field, field.key, '')),
    ...procedure.rules.flatMap((rule) => toRule(rule, language)),
  ];
}

function toRule(rule: Rule, language: Language): readonly RuleNotExpressed[] {
  const reason = whyNot(rule);
  if (reason === null) return [];
  const code = `rule:${rule.key}`;
  const message = language === 'vi' ? rule.messageVi : rule.messageEn;
  return [{ code, fields: fieldsOfRule(rule), field: reportedOn(rule), severity: rule.severity, reason, message }];
}

function whyNot({ type, severity }: Rule): RuleNotExpressed['reason'] | null {
  if (severity === 'warning') return 'onlyWarns';
  switch (type) {
    case 'minAge':
    case 'maxAge':
    case 'withinDays':
      return 'today';
    case 'dateOrder':
    case 'distinct':
    case 'personalIdMatches':
      return 'comparesAnswers';
    case 'dateBefore':
    case 'equalsWhen':
    case 'notOption':
      return null;
  }
}

function checksInside(field: Field | ItemField, key: string, path: string): readonly RuleNotExpressed[] {
  if (field.type === 'repeatable') return field.itemFields.flatMap((item) => checksInside(item, key, `/*/${item.key}`));
  const check = (code: string, message: string, inside = ''): RuleNotExpressed => {
    const place = path + inside;
    const where = place === '' ? {} : { path: place };
    return { code, fields: [key], field: key, ...where, severity: 'error', reason: 'today', message };
  };
  if (field.type === 'address') {
    return [
      check('option', `${field.key}: a province in force`, '/provinceCode'),
      check('option', `${field.key}: a ward in force in its province`, '/wardCode'),
    ];
  }
  if (field.type !== 'date') return [];
  const { min, max } = field;
  return [
    ...(movesWithToday(min) ? [check('min', `${field.key} ≥ ${min}`)] : []),
    ...(movesWithToday(max) ? [check('max', `${field.key} ≤ ${max}`)] : []),
  ];
}

function movesWithToday(bound: string | undefined): bound is string {
  return bound !== undefined && !isDay(bound);
}
