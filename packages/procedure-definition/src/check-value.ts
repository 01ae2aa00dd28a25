import { isDay, type Day } from '@motcua/vietnam';
import { isRecord, strangersIn } from './answers.js';
import { checkAddress } from './check-address.js';
import { countSigns, isPlainText, longestText, textCheck } from './check-text.js';
import { isEmpty } from './condition.js';
import { parseDayBound } from './day-bound.js';
import { pointer } from './definition-problem.js';
import type { Problem, ProblemCode } from './evaluation.js';
import type { Field, ItemField, OptionSet } from './field.js';
import { isOffered, offeredOptions } from './offered.js';

/** `path` is a JSON pointer inside the answer. */
export type Report = (code: ProblemCode, path?: string, more?: Pick<Problem, 'takenOverBy'>) => void;
/** Judges one filled answer. */
export type ValueCheck = (value: unknown, today: Day, report: Report) => void;

type Of<Type extends Field['type']> = Extract<Field, { type: Type }> | Extract<ItemField, { type: Type }>;

/** Whether a required field has its answer: a declaration (boolean) only by true. */
export function isAnswered(field: Field | ItemField, value: unknown): boolean {
  return !isEmpty(value) && !(field.type === 'boolean' && value === false);
}

/** Entries of a list without a `max` of its own; those beyond are not looked at. */
export const mostEntries = 200;

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
        else if (countSigns(value, longestText.text) > longestText.text) report('max');
        else if (!isPlainText(value)) report('pattern');
      };
    case 'repeatable':
      return repeatableCheck(field, optionSets);
  }
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

function numberCheck({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }: Of<'number'>): ValueCheck {
  return (value, _today, report) => {
    if (!Number.isInteger(value) || typeof value !== 'number') report('type');
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
    if (!Array.isArray(value)) {
      report('type');
      return;
    }
    const entries: readonly unknown[] = value;
    const most = checkCount(entries.length, field, report);
    entries.slice(0, most).forEach((entry, at) => {
      if (typeof entry !== 'string') report('type', pointer('', at));
      else if (!options.has(entry)) report('option', pointer('', at));
    });
    // What is no text is a problem of type already and compared with nothing.
    const chosen = entries.filter((entry) => typeof entry === 'string');
    if (new Set(chosen).size < chosen.length) report('option');
  };
}

function repeatableCheck(field: Of<'repeatable'>, optionSets: Readonly<Record<string, OptionSet>>): ValueCheck {
  const checkEntry = entryCheck(field, optionSets);
  return (value, today, report) => {
    if (!Array.isArray(value)) {
      report('type');
      return;
    }
    const most = checkCount(value.length, field, report);
    value.slice(0, most).forEach((entry: unknown, at) => {
      checkEntry(entry, today, (code, path = '', more) => {
        report(code, pointer('', at) + path, more);
      });
    });
  };
}

function entryCheck({ itemFields }: Of<'repeatable'>, optionSets: Readonly<Record<string, OptionSet>>): ValueCheck {
  const items = itemFields
    .filter(isOffered)
    .map((item) => ({ item, place: pointer('', item.key), check: compileValueCheck(item, optionSets) }));
  const known = new Set(items.map(({ item }) => item.key));
  return (entry, today, report) => {
    if (!isRecord(entry)) {
      report('type');
      return;
    }
    for (const key of strangersIn(entry, known)) report('unknownField', pointer('', key));
    for (const { item, place, check } of items) {
      const part = entry[item.key];
      if (item.required && !isAnswered(item, part)) {
        report('required', place);
      } else if (!isEmpty(part)) {
        check(part, today, (code, path = '', more) => {
          report(code, place + path, more);
        });
      }
    }
  };
}

/** Reports a count out of bounds and gives how many entries are to be looked at. */
function checkCount(
  count: number,
  { min = 0, max = mostEntries }: { min?: number | undefined; max?: number | undefined },
  report: Report,
): number {
  if (count < min) report('min');
  if (count > max) report('max');
  return Math.max(max, mostEntries);
}

function optionValues(optionSet: OptionSet | undefined): ReadonlySet<string> {
  return new Set(offeredOptions(optionSet).map(({ value }) => value));
}
