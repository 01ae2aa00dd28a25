/** A condition in words, by the labels of its fields and options. */
import { isRecord } from '../json-record.js';
import type { KnownNames } from './known-names.js';
import type { Words } from './things.js';

/** Null for what is no condition; then the sentence does without it. */
export function conditionWords(json: unknown, names: KnownNames): Words | null {
  if (!isRecord(json)) return null;
  const { all, any, not, field } = json;
  if (Array.isArray(all)) return joined(all, names, { vi: ' và ', en: ' and ' });
  if (Array.isArray(any)) return joined(any, names, { vi: ' hoặc ', en: ' or ' });
  if (not !== undefined) {
    const inner = conditionWords(not, names);
    return inner && { vi: `không phải (${inner.vi})`, en: `not (${inner.en})` };
  }
  return typeof field === 'string' ? comparison(field, json, names) : null;
}

function comparison(field: string, json: Readonly<Record<string, unknown>>, names: KnownNames): Words | null {
  const { equals, notEquals, present } = json;
  const label = names.nameOf('fields', field) ?? { vi: field, en: field };
  const option = (value: unknown): Words => {
    const text = String(value);
    return names.optionOf(field, text) ?? { vi: text, en: text };
  };
  const say = (vi: string, en: string): Words => ({ vi: `“${label.vi}” ${vi}`, en: `“${label.en}” ${en}` });
  if (equals !== undefined) return say(`là “${option(equals).vi}”`, `is “${option(equals).en}”`);
  if (notEquals !== undefined) return say(`khác “${option(notEquals).vi}”`, `is not “${option(notEquals).en}”`);
  if (typeof present === 'boolean') {
    return present ? say('đã điền', 'is filled in') : say('để trống', 'is empty');
  }
  if (!Array.isArray(json['in'])) return null;
  const options = json['in'].map(option);
  const list = (language: 'vi' | 'en') => options.map((each) => `“${each[language]}”`).join(', ');
  return say(`là một trong ${list('vi')}`, `is one of ${list('en')}`);
}

function joined(parts: readonly unknown[], names: KnownNames, by: Words): Words | null {
  const words = parts.map((part) => conditionWords(part, names));
  const known = words.filter((each) => each !== null);
  if (known.length < words.length) return null;
  const join = (language: 'vi' | 'en') => {
    const text = known.map((each) => each[language]).join(by[language]);
    return known.length > 1 ? `(${text})` : text;
  };
  return { vi: join('vi'), en: join('en') };
}
