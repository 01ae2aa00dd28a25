/** A value of a definition in words: yes and no, amounts in đồng, labels in place of keys, conditions spoken out. */
import { formatVnd } from '@motcua/vietnam';
import { conditionWords } from './condition-words.js';
import type { KnownNames, NamedList } from './known-names.js';
import { shorten, type Words } from './things.js';

/** Members whose texts are keys of something that has a label. */
const keysOf: Readonly<Record<string, NamedList>> = {
  ...Object.fromEntries(
    [
      ...['field', 'fields', 'nameField', 'nameFields', 'personalIdField', 'phoneField', 'emailField', 'addressField'],
      ...['methodField', 'dobField', 'quantityField', 'exemptionField', 'genderField', 'sensitiveFields'],
      ...['id', 'dob', 'from', 'before', 'after', 'at'],
    ].map((name) => [name, 'fields'] as const),
  ),
  agency: 'agencies',
  options: 'optionSets',
  dependsOn: 'steps',
};

const conditions = ['condition', 'visibleWhen', 'requiredWhen', 'when'];
const amounts = ['amountVnd', 'amountByChannel'];
const longest = 160;

/**
 * Null for a value that a sentence has no words for; then it says only that it changed.
 * @param members the members on the way to the value within its thing
 */
export function valueWords(value: unknown, members: readonly string[], names: KnownNames): Words | null {
  if (value === null) return { vi: 'không có', en: 'none' };
  if (typeof value === 'boolean') return value ? { vi: 'có', en: 'yes' } : { vi: 'không', en: 'no' };
  if (typeof value === 'number') return same(isAmount(value, members) ? formatVnd(value) : String(value));
  const last = members.at(-1) ?? '';
  if (typeof value === 'string') return textWords(value, last, names);
  if (Array.isArray(value)) return listWords(value, last, names);
  const spoken = conditions.includes(last) ? conditionWords(value, names) : null;
  return spoken && { vi: shorten(spoken.vi, longest), en: shorten(spoken.en, longest) };
}

function isAmount(value: number, members: readonly string[]): boolean {
  return members.some((name) => amounts.includes(name)) && Number.isSafeInteger(value);
}

function textWords(text: string, member: string, names: KnownNames): Words {
  const list = Object.hasOwn(keysOf, member) ? keysOf[member] : undefined;
  return (list && names.nameOf(list, text)) ?? same(shorten(text));
}

function listWords(list: readonly unknown[], member: string, names: KnownNames): Words | null {
  if (list.length === 0) return { vi: 'không có', en: 'none' };
  if (!list.every((each) => typeof each === 'string')) return null;
  const each = list.map((text) => textWords(text, member, names));
  return {
    vi: shorten(each.map(({ vi }) => vi).join(', '), longest),
    en: shorten(each.map(({ en }) => en).join(', '), longest),
  };
}

const same = (text: string): Words => ({ vi: text, en: text });
