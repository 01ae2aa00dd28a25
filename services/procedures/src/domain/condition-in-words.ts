/** A condition as somebody filling in a paper form reads it: “mục 1.2 “Phạm vi” là “Cả ba””. */
import type { Condition, Field, Language, ProcedureDefinition, Scalar } from '@motcua/procedure-definition';
import type { NumberedField } from './form-numbers.js';

export interface Wording {
  readonly definition: ProcedureDefinition;
  readonly numbers: ReadonlyMap<string, NumberedField>;
  readonly language: Language;
}

type Leaf = Extract<Condition, { readonly field: string }>;

const words = {
  vi: {
    item: 'mục',
    is: 'là',
    isNot: 'không phải là',
    and: ' và ',
    or: ' hoặc ',
    not: 'không phải trường hợp',
    filled: (field: string) => `đã khai ${field}`,
    empty: (field: string) => `không khai ${field}`,
    boolean: { true: 'có', false: 'không' },
  },
  en: {
    item: 'item',
    is: 'is',
    isNot: 'is not',
    and: ' and ',
    or: ' or ',
    not: 'it is not so that',
    filled: (field: string) => `${field} is filled in`,
    empty: (field: string) => `${field} is left empty`,
    boolean: { true: 'yes', false: 'no' },
  },
} as const;

/** Without “if”; parts of an “and” that is inside an “or”, and the other way round, stand in brackets. */
export function conditionInWords(condition: Condition, wording: Wording): string {
  const said = words[wording.language];
  if ('all' in condition) return joined(condition.all, said.and, wording);
  if ('any' in condition) return joined(condition.any, said.or, wording);
  if ('not' in condition) {
    const { not } = condition;
    if ('present' in not) return conditionInWords({ ...not, present: !not.present }, wording);
    return `${said.not} (${conditionInWords(not, wording)})`;
  }
  return leafInWords(condition, wording);
}

function joined(conditions: readonly Condition[], by: string, wording: Wording): string {
  const parts = conditions.map((each) => {
    const part = conditionInWords(each, wording);
    return conditions.length > 1 && ('all' in each || 'any' in each) ? `(${part})` : part;
  });
  return parts.join(by);
}

function leafInWords(leaf: Leaf, wording: Wording): string {
  const said = words[wording.language];
  const field = fieldInWords(leaf.field, wording);
  const value = (scalar: Scalar): string => `“${valueInWords(scalar, leaf.field, wording)}”`;
  if ('equals' in leaf) return `${field} ${said.is} ${value(leaf.equals)}`;
  if ('notEquals' in leaf) return `${field} ${said.isNot} ${value(leaf.notEquals)}`;
  if ('in' in leaf) return `${field} ${said.is} ${leaf.in.map(value).join(said.or)}`;
  return leaf.present ? said.filled(field) : said.empty(field);
}

function fieldInWords(key: string, { definition, numbers, language }: Wording): string {
  const numbered = numbers.get(key);
  const field = numbered?.field ?? findField(definition, key);
  const label = field === undefined ? key : language === 'vi' ? field.labelVi : field.labelEn;
  return numbered === undefined ? `“${label}”` : `${words[language].item} ${numbered.number} “${label}”`;
}

function valueInWords(value: Scalar, key: string, { definition, language }: Wording): string {
  if (typeof value === 'boolean') return words[language].boolean[`${value}`];
  const field = findField(definition, key);
  const options = field !== undefined && 'options' in field ? definition.optionSets[field.options]?.options : undefined;
  const option = options?.find((each) => each.value === value);
  if (option === undefined) return String(value);
  return language === 'vi' ? option.labelVi : option.labelEn;
}

function findField({ procedure }: ProcedureDefinition, key: string): Field | undefined {
  return procedure.form.sections.flatMap(({ fields }) => fields).find((field) => field.key === key);
}
