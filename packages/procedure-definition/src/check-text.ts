import type { ValueCheck } from './check-value.js';
import type { Field, ItemField } from './field.js';
import { textForms } from './text-form.js';

export type TextField = Extract<
  Field | ItemField,
  { type: 'text' | 'longText' | 'personName' | 'personalId' | 'phone' | 'email' }
>;

/** Length of a text without a `max` of its own, in characters as JSON Schema counts them: code points. */
export const longestText = {
  text: 1000,
  longText: 5000,
  personName: 200,
  personalId: 50,
  phone: 50,
  email: 254,
} as const;

const forms = new Map(Object.entries(textForms).map(([type, form]) => [type, new RegExp(form, 'u')]));

/** The longest text the field takes. */
export function mostSigns(field: TextField): number {
  return field.max ?? longestText[field.type];
}

/** The check of a text field. What is too long for its type is not matched against any pattern: a pattern may be slow. */
export function textCheck(field: TextField): ValueCheck {
  const own = field.pattern === undefined ? null : new RegExp(field.pattern, 'u');
  const form = forms.get(field.type);
  const { min = 0 } = field;
  const max = mostSigns(field);
  const readable = Math.max(max, longestText[field.type]);
  return (value, _today, report) => {
    if (typeof value !== 'string') {
      report('type');
      return;
    }
    const length = countSigns(value, readable);
    if (length <= readable && (own?.test(value) === false || form?.test(value) === false)) report('pattern');
    if (length < min) report('min');
    if (length > max) report('max');
  };
}

/** Whether a text is free of signs that no text may hold. */
export function isPlainText(text: string): boolean {
  return forms.get('text')?.test(text) === true;
}

/** Code points, as JSON Schema counts them; only surrogates make it differ from `length`. Not counted far above `enough`. */
export function countSigns(text: string, enough: number): number {
  if (text.length > enough * 2) return text.length;
  return /[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length;
}
