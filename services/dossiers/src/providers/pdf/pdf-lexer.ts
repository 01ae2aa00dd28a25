import { UnreadablePdf, type PdfValue, type Reading } from './pdf-value.js';

const deepest = 60;
/** In one object: it is read in one go, and a tenth of a second is as long as others should wait for it. */
const mostValues = 150_000;
const other = { kind: 'other' } as const;
/** The `R` of `12 0 R`. */
const referenceSign = { kind: 'other' } as const;

const isBlank = signs([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]);
const isDelimiter = signs(Array.from('()<>[]{}/%', (sign) => sign.charCodeAt(0)));

function signs(codes: readonly number[]): readonly boolean[] {
  return Array.from({ length: 256 }, (_, code) => codes.includes(code));
}

interface Reader {
  readonly bytes: Buffer;
  at: number;
  valuesLeft: number;
  readonly reading: Reading;
}

/** The value that begins at a place, and where it ends. What is malformed is read on over, never skipped. */
export function readValue(
  bytes: Buffer,
  from: number,
  reading: Reading,
): { readonly value: PdfValue; readonly end: number } {
  const reader = { bytes, at: from, valuesLeft: mostValues, reading };
  const value = valueAt(reader, 0);
  if (value === 'end') return { value: other, end: reader.at };
  return { value: value.kind === 'number' ? (referenceAfter(reader, value.value) ?? value) : value, end: reader.at };
}

/** The first byte at or after a place that is neither white space nor part of a comment. */
export function skipBlank(bytes: Buffer, from: number, reading: Reading): number {
  const reader = { bytes, at: from, valuesLeft: 0, reading };
  blank(reader);
  return reader.at;
}

function moveTo(reader: Reader, at: number): void {
  reader.reading.bytesRead += at - reader.at;
  reader.at = at;
  if (reader.reading.bytesRead > reader.reading.mostBytes)
    throw new UnreadablePdf('it would have to be read over and over');
}

function blank(reader: Reader): void {
  const { bytes } = reader;
  let at = reader.at;
  for (let byte = bytes[at]; byte !== undefined; byte = bytes[at]) {
    if (byte === 0x25) while (bytes[at] !== undefined && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at += 1;
    else if (isBlank[byte] === true) at += 1;
    else break;
  }
  moveTo(reader, at);
}

/** `end`: a closing bracket or the end of the file. */
function valueAt(reader: Reader, depth: number): PdfValue | 'end' {
  if (depth > deepest) throw new UnreadablePdf('it is nested too deep');
  if ((reader.valuesLeft -= 1) < 0) throw new UnreadablePdf('it has too many values');
  blank(reader);
  const { bytes, at } = reader;
  switch (bytes[at]) {
    case 0x2f: // /
      return { kind: 'name', name: nameAt(reader) };
    case 0x28: // (
      return textAt(reader);
    case 0x3c: // <
      return bytes[at + 1] === 0x3c ? dictionaryAt(reader, depth) : hexTextAt(reader);
    case 0x5b: // [
      return arrayAt(reader, depth);
    case 0x5d: // ]
    case 0x3e: // >
    case undefined:
      return 'end';
    default:
      return wordAt(reader);
  }
}

/** `/J#61vaScript` is `/JavaScript`. */
function nameAt(reader: Reader): string {
  moveTo(reader, reader.at + 1);
  const word = wordText(reader);
  const name = word.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  reader.reading.onName(name);
  return name;
}

function wordText(reader: Reader): string {
  const { bytes, at: from } = reader;
  let at = from;
  for (
    let byte = bytes[at];
    byte !== undefined && isBlank[byte] !== true && isDelimiter[byte] !== true;
    byte = bytes[at]
  )
    at += 1;
  moveTo(reader, at);
  return bytes.toString('latin1', from, at);
}

function wordAt(reader: Reader): PdfValue {
  const word = wordText(reader);
  // A bracket of a kind that means nothing here.
  if (word === '') moveTo(reader, reader.at + 1);
  if (word === 'R') return referenceSign;
  const value = word === '' ? NaN : Number(word);
  return Number.isNaN(value) ? other : { kind: 'number', value };
}

/** What `12` is when `0 R` follows it; null when it is a number. */
function referenceAfter(reader: Reader, number: number): PdfValue | null {
  const after = { ...reader };
  if (!Number.isInteger(number)) return null;
  blank(after);
  if (!isDigit(after) || wordAt(after).kind !== 'number') return null;
  blank(after);
  if (after.bytes[after.at] !== 0x52 || wordAt(after) !== referenceSign) return null;
  reader.at = after.at;
  return { kind: 'reference', to: number };
}

function isDigit({ bytes, at }: Reader): boolean {
  const byte = bytes[at] ?? 0;
  return byte >= 0x30 && byte <= 0x39;
}

function textAt(reader: Reader): PdfValue {
  const { bytes } = reader;
  let open = 0;
  let at = reader.at;
  do {
    const byte = bytes[at];
    if (byte === undefined) break;
    if (byte === 0x5c) at += 1;
    else if (byte === 0x28) open += 1;
    else if (byte === 0x29) open -= 1;
    at += 1;
  } while (open > 0);
  moveTo(reader, at);
  return other;
}

function hexTextAt(reader: Reader): PdfValue {
  const end = reader.bytes.indexOf(0x3e, reader.at);
  moveTo(reader, end < 0 ? reader.bytes.length : end + 1);
  return other;
}

function arrayAt(reader: Reader, depth: number): PdfValue {
  moveTo(reader, reader.at + 1);
  const items: PdfValue[] = [];
  let numbers: readonly number[] = [];
  for (let item = valueAt(reader, depth + 1); item !== 'end'; item = valueAt(reader, depth + 1)) {
    const [to] = numbers;
    if (item === referenceSign && to !== undefined) items.push({ kind: 'reference', to });
    // Numbers and texts need not be held: an array of a million of them is an empty one.
    else if (item.kind !== 'other' && item.kind !== 'number') items.push(item);
    numbers = item.kind === 'number' ? [...numbers.slice(-1), item.value] : [];
  }
  if (reader.bytes[reader.at] === 0x5d) moveTo(reader, reader.at + 1);
  return { kind: 'array', items };
}

function dictionaryAt(reader: Reader, depth: number): PdfValue {
  moveTo(reader, reader.at + 2);
  const entries: (readonly [string, PdfValue])[] = [];
  let key: string | null = null;
  for (;;) {
    const value = valueAt(reader, depth + 1);
    if (value === 'end') {
      if (endsDictionary(reader)) break;
    } else if (key === null) {
      if (value.kind === 'name') key = value.name;
    } else {
      entries.push([key, value.kind === 'number' ? (referenceAfter(reader, value.value) ?? value) : value]);
      key = null;
    }
  }
  return { kind: 'dictionary', entries };
}

/** `>>`, or the end of the file; a lone bracket that closes nothing is read over. */
function endsDictionary(reader: Reader): boolean {
  const { bytes, at } = reader;
  const ends = bytes[at] === undefined || (bytes[at] === 0x3e && bytes[at + 1] === 0x3e);
  moveTo(reader, Math.min(bytes.length, ends ? at + 2 : at + 1));
  return ends;
}
