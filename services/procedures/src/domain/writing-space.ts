/** How much room a field gets on paper, and of which kind, by its type. */
import {
  isOffered,
  offeredOptions,
  type Field,
  type ItemField,
  type Language,
  type OptionSet,
} from '@motcua/procedure-definition';
import { formTexts } from './form-texts.js';

export type WritingSpace =
  | { readonly kind: 'lines'; readonly count: number }
  | { readonly kind: 'squares'; readonly groups: readonly { readonly count: number; readonly caption?: string }[] }
  | { readonly kind: 'boxes'; readonly options: readonly string[] }
  /** One box, the label itself behind it: a statement to agree with. */
  | { readonly kind: 'statement' }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: number };

type OptionSets = Readonly<Record<string, OptionSet>>;

/** More options than this would fill the page: they are written out by hand. */
const mostBoxes = 12;
const personalIdDigits = 12;
const fewestRows = 4;
const shortList = 3;

export function writingSpaceOf(
  field: Field,
  optionSets: OptionSets,
  language: Language,
): { readonly space: WritingSpace; readonly hint: string | null } {
  const texts = formTexts[language];
  switch (field.type) {
    case 'text':
    case 'personName':
    case 'phone':
    case 'email':
    case 'number':
      return { space: { kind: 'lines', count: 1 }, hint: null };
    case 'longText':
      return { space: { kind: 'lines', count: 3 }, hint: null };
    case 'personalId':
      return { space: { kind: 'squares', groups: [{ count: personalIdDigits }] }, hint: null };
    case 'date':
      return { space: { kind: 'squares', groups: texts.dateGroups }, hint: null };
    case 'boolean':
      return { space: { kind: 'statement' }, hint: null };
    case 'file':
      return { space: { kind: 'boxes', options: [texts.attached] }, hint: null };
    case 'address':
      return { space: { kind: 'lines', count: 2 }, hint: texts.address };
    case 'select':
    case 'multiSelect':
      return choice(labelsOf(optionSets[field.options], language), field.type, language);
    case 'repeatable':
      return { space: tableOf(field, optionSets, language), hint: null };
  }
}

function choice(
  labels: readonly string[],
  type: 'select' | 'multiSelect',
  language: Language,
): ReturnType<typeof writingSpaceOf> {
  const texts = formTexts[language];
  if (labels.length > mostBoxes) {
    return { space: { kind: 'lines', count: 1 }, hint: texts.writeOut(labels.slice(0, shortList)) };
  }
  return { space: { kind: 'boxes', options: labels }, hint: type === 'select' ? null : texts.several };
}

function tableOf(
  { itemFields, min = 0, max = fewestRows }: Extract<Field, { type: 'repeatable' }>,
  optionSets: OptionSets,
  language: Language,
): WritingSpace {
  const columns = itemFields.filter(isOffered).map((item) => columnOf(item, optionSets, language));
  return { kind: 'table', columns, rows: Math.min(max, Math.max(min, fewestRows)) };
}

/** A column has no room for boxes: few options stand in its head, to be copied by hand. */
function columnOf(item: ItemField, optionSets: OptionSets, language: Language): string {
  const label = `${language === 'vi' ? item.labelVi : item.labelEn}${item.required ? ' *' : ''}`;
  const labels = 'options' in item ? labelsOf(optionSets[item.options], language) : [];
  return labels.length === 0 || labels.length > shortList ? label : `${label} (${labels.join(' / ')})`;
}

function labelsOf(optionSet: OptionSet | undefined, language: Language): readonly string[] {
  return offeredOptions(optionSet).map(({ labelVi, labelEn }) => (language === 'vi' ? labelVi : labelEn));
}
