import { parseDayBound } from './day-bound.js';
import { pointer, type Note } from './definition-problem.js';
import { partsOf, type RawPart, type RawProcedure } from './raw-procedure.js';
import { canBeAnswered, type Scope } from './walk-condition.js';

/** Any day serves to compare two bounds of the same kind. */
const someDay = '2026-01-15';

/** Notes wrong patterns and bounds, unknown option sets, impossible defaults, and keys used twice. */
export function checkFields(raw: RawProcedure, scope: Scope, note: Note): void {
  for (const field of raw.fields) {
    checkField(field, scope, note);
    const items = partsOf(field, 'itemFields');
    for (const item of items) checkField(item, scope, note);
    noteDuplicates(items, 'key', note);
  }
  noteDuplicates([...raw.fields, ...raw.attachments], 'key', note);
  for (const parts of [raw.sections, raw.fees, raw.steps, raw.rules]) noteDuplicates(parts, 'key', note);
  noteDuplicates(raw.steps, 'order', note);
}

function checkField(field: RawPart, scope: Scope, note: Note): void {
  const { type, pattern, min, max, options, default: byDefault } = field.value;
  if (typeof pattern === 'string' && !isPattern(pattern)) {
    note('badPattern', pointer(field.path, 'pattern'), `no regular expression: ${pattern}`);
  }
  if (typeof options === 'string' && !Object.hasOwn(scope.optionSets, options)) {
    note('unknownOptionSet', pointer(field.path, 'options'), `no option set is called ${options}`);
  }
  if (type === 'date') checkDayBounds(field, note);
  else if (typeof min === 'number' && typeof max === 'number' && min > max) noteCrossed(field, note);
  if (byDefault !== undefined && !canBeAnswered({ ...field, section: field }, byDefault, scope)) {
    note('unknownOption', pointer(field.path, 'default'), `never answered with ${JSON.stringify(byDefault)}`);
  }
}

function checkDayBounds(field: RawPart, note: Note): void {
  const { min, max } = field.value;
  for (const [key, bound] of Object.entries({ min, max })) {
    if (typeof bound === 'string' && !parseDayBound(bound)) {
      note('badBound', pointer(field.path, key), `neither a day nor today, today-Nd, -Nm, -Ny: ${bound}`);
    }
  }
  if (typeof min !== 'string' || typeof max !== 'string' || min.startsWith('today') !== max.startsWith('today')) return;
  const from = parseDayBound(min)?.(someDay);
  const until = parseDayBound(max)?.(someDay);
  if (from !== undefined && until !== undefined && from > until) noteCrossed(field, note);
}

function noteCrossed(field: RawPart, note: Note): void {
  note(
    'minAboveMax',
    pointer(field.path, 'min'),
    `min ${String(field.value['min'])} is above max ${String(field.value['max'])}`,
  );
}

function noteDuplicates(parts: readonly RawPart[], property: string, note: Note): void {
  const seen = new Map<unknown, string>();
  for (const part of parts) {
    const value = part.value[property];
    if (value === undefined) continue;
    const first = seen.get(value);
    if (first === undefined) seen.set(value, part.path);
    else note('duplicateKey', pointer(part.path, property), `${JSON.stringify(value)} is already used at ${first}`);
  }
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch (cause) {
    if (cause instanceof SyntaxError) return false;
    throw cause;
  }
}
