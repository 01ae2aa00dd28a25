import { isDay, type Day } from '@motcua/vietnam';
import { isRecord } from './answers.js';
import { checkAddress } from './check-address.js';
import { isEmpty } from './condition.js';
import { parseDayBound } from './day-bound.js';
import type { ProblemCode } from './evaluation.js';
import type { Field, ItemField, OptionSet } from './field.js';

/** `path` is a JSON pointer inside the answer. */
export type Report = (code: ProblemCode, path?: string) => void;
/** Judges one filled answer. */
export type ValueCheck = (value: unknown, today: Day, report: Report) => void;

type Of<Type extends Field['type']> = Extract<Field, { type: Type }> | Extract<ItemField, { type: Type }>;
export type TextField = Of<'text' | 'longText' | 'personName' | 'personalId' | 'phone' | 'email'>;

/** Whether a required field has its answer: a declaration (boolean) only by true. */
export function isAnswered(field: Field | ItemField, value: unknown): boolean {
  return !isEmpty(value) && !(field.type === 'boolean' && value === false);
}

/** Longer answers are refused before a pattern runs over them; a field's own `max` may allow more. */
export const longestText = {
  text: 1000,
  longText: 5000,
  personName: 200,
  personalId: 50,
  phone: 50,
  email: 254,
} as const;
const mostEntries = 200;

/** The check of a field's value as a closure, made once per definition. */
export function compileValueCheck(
  field: Field | ItemField,
  optionSets: Readonly<Record<string, OptionSet>>,
): ValueCheck {
  switch (field.type) {
    case 'text':
    case 'longText':
    case 'personName':
    case 'personalId':
    case 'phone':
    case 'email':
      return textCheck(field);
    case 'date':
      return dateCheck(field);
    case 'number':
      return numberCheck(field);
    case 'boolean':
      return (value, _today, report) => {
        if (typeof value !== 'boolean') report('type');
      };
    case 'select':
      return selectCheck(optionValues(optionSets[field.options]));
    case 'multiSelect':
      return multiSelectCheck(field, optionValues(optionSets[field.options]));
    case 'address':
      return (value, today, report) => {
        if (isRecord(value)) checkAddress(value, today, report);
        else report('type');
      };
    case 'file':
      return (value, _today, report) => {
        if (typeof value !== 'string') report('type');
        else if (value.length > longestText.text) report('max');
      };
    case 'repeatable':
      return repeatableCheck(field, optionSets);
  }
}

function textCheck(field: TextField): ValueCheck {
  const pattern = field.pattern === undefined ? null : new RegExp(field.pattern, 'u');
  const { min = 0, max = Infinity } = field;
  const longest = Math.max(longestText[field.type], field.max ?? 0);
  return (value, _today, report) => {
    if (typeof value !== 'string') {
      report('type');
      return;
    }
    if (value.length > longest * 2) {
      report(pattern && max === Infinity ? 'pattern' : 'max');
      return;
    }
    const length = countSigns(value);
    if (pattern && !(length <= longest && pattern.test(value))) report('pattern');
    if (length < min) report('min');
    if (length > max || (!pattern && length > longest)) report('max');
  };
}

/** Code points, as JSON Schema counts them; only surrogates make it differ from `length`. */
function countSigns(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length;
}

function dateCheck(field: Of<'date'>): ValueCheck {
  const min = field.min === undefined ? null : parseDayBound(field.min);
  const max = field.max === undefined ? null : parseDayBound(field.max);
  return (value, today, report) => {
    if (!isDay(value)) {
      report('type');
      return;
    }
    if (min && value < min(today)) report('min');
    if (max && value > max(today)) report('max');
  };
}

function numberCheck({ min = -Infinity, max = Infinity }: Of<'number'>): ValueCheck {
  return (value, _today, report) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) report('type');
    else if (value < min) report('min');
    else if (value > max) report('max');
  };
}

function selectCheck(options: ReadonlySet<string>): ValueCheck {
  return (value, _today, report) => {
    if (typeof value !== 'string') report('type');
    else if (!options.has(value)) report('option');
  };
}

function multiSelectCheck(field: Of<'select' | 'multiSelect'>, options: ReadonlySet<string>): ValueCheck {
  return (value, _today, report) => {
    if (!Array.isArray(value) || value.length > mostEntries) {
      report(Array.isArray(value) ? 'max' : 'type');
      return;
    }
    value.forEach((entry: unknown, at) => {
      if (typeof entry !== 'string') report('type', `/${at}`);
      else if (!options.has(entry) || value.indexOf(entry) !== at) report('option', `/${at}`);
    });
    checkCount(value.length, field, report);
  };
}

function repeatableCheck(field: Of<'repeatable'>, optionSets: Readonly<Record<string, OptionSet>>): ValueCheck {
  const items = field.itemFields.map((item) => ({ item, check: compileValueCheck(item, optionSets) }));
  const known = new Set(field.itemFields.map(({ key }) => key));
  return (value, today, report) => {
    if (!Array.isArray(value)) {
      report('type');
      return;
    }
    checkCount(value.length, field, report);
    value.slice(0, mostEntries).forEach((entry: unknown, at) => {
      if (!isRecord(entry)) {
        report('type', `/${at}`);
        return;
      }
      for (const key of Object.keys(entry)) if (!known.has(key)) report('unknownField', `/${at}/${escapePointer(key)}`);
      for (const { item, check } of items) {
        const part = entry[item.key];
        const place = `/${at}/${item.key}`;
        if (item.required && !isAnswered(item, part)) {
          report('required', place);
        } else if (!isEmpty(part)) {
          check(part, today, (code, path = '') => {
            report(code, place + path);
          });
        }
      }
    });
  };
}

function checkCount(
  count: number,
  { min = 0, max = mostEntries }: { min?: number | undefined; max?: number | undefined },
  report: Report,
): void {
  if (count < min) report('min');
  if (count > max) report('max');
}

function optionValues(optionSet: OptionSet | undefined): ReadonlySet<string> {
  return new Set(optionSet?.options.map(({ value }) => value));
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 100);
}
