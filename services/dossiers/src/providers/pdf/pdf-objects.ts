import { inflateSync } from 'node:zlib';
import { readValue, skipBlank } from './pdf-lexer.js';
import { UnreadablePdf, type PdfValue, type Reading } from './pdf-value.js';

/** One object of a file, wherever it stands: in the open, in an object stream, or in a revision that a later one replaced. */
export interface PdfObject {
  /** Null: a trailer, or where no number could be read. */
  readonly number: number | null;
  readonly value: PdfValue;
}

interface OpenObject extends PdfObject {
  /** Where its stream begins; null when it has none. */
  readonly streamAt: number | null;
}

/** All object streams of a file together, unpacked: ten times what a scanned paper needs. */
const mostUnpacked = 24 * 1024 * 1024;
/** A word processor writes some thousands for a hundred pages. */
const mostObjects = 200_000;
/** So that others are answered while a large file is read. */
const bytesAtOnce = 1024 * 1024;

/**
 * Every object of the file, found by its keyword and not by the file's own table of contents: readers disagree about which
 * table, which revision and which length they believe, so each place where any of them could find one is looked at.
 * Throws UnreadablePdf.
 */
export async function* objectsOf(bytes: Buffer, reading: Reading): AsyncGenerator<PdfObject> {
  let count = 0;
  let restAt = bytesAtOnce;
  for (const object of allObjects(bytes, reading)) {
    if ((count += 1) > mostObjects) throw new UnreadablePdf('it has too many objects');
    yield object;
    if (reading.bytesRead < restAt) continue;
    await new Promise((resolve) => setImmediate(resolve));
    restAt = reading.bytesRead + bytesAtOnce;
  }
}

function* allObjects(bytes: Buffer, reading: Reading): Generator<PdfObject> {
  const packed: OpenObject[] = [];
  for (const object of openObjects(bytes, reading)) {
    if (object.streamAt !== null && isPacked(object.value)) packed.push(object);
    yield object;
  }
  // After all others: where the file turns out to be encrypted, its streams cannot be unpacked.
  let bytesLeft = mostUnpacked;
  for (const { value, streamAt } of packed) {
    const unpacked = unpack(bytes, streamAt ?? 0, value, bytesLeft);
    bytesLeft -= unpacked.length;
    // Unpacking is work as well, after which others are let in; reading what came out is allowed for.
    reading.bytesRead += unpacked.length;
    reading.mostBytes += 5 * unpacked.length;
    if (!isTable(value)) yield* objectsIn(unpacked, value, reading);
  }
}

function* openObjects(bytes: Buffer, reading: Reading): Generator<OpenObject> {
  for (let at = bytes.indexOf('obj'); at >= 0; at = bytes.indexOf('obj', at + 3)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue;
    const { value, end } = readValue(bytes, at + 3, reading);
    yield { number: numberBefore(bytes, at), value, streamAt: streamAfter(bytes, end, reading) };
  }
  for (let at = bytes.indexOf('trailer'); at >= 0; at = bytes.indexOf('trailer', at + 7)) {
    yield { number: null, value: readValue(bytes, at + 7, reading).value, streamAt: null };
  }
}

/** `12 0 obj`: the first of the two numbers in front of the keyword. */
function numberBefore(bytes: Buffer, at: number): number | null {
  const text = bytes.toString('latin1', Math.max(0, at - 40), at);
  const [, number] = /(\d{1,10})\s+\d{1,10}\s*$/.exec(text) ?? [];
  return number === undefined ? null : Number(number);
}

function streamAfter(bytes: Buffer, from: number, reading: Reading): number | null {
  const at = skipBlank(bytes, from, reading);
  if (bytes.toString('latin1', at, at + 6) !== 'stream') return null;
  const after = at + 6;
  if (bytes[after] === 0x0d) return bytes[after + 1] === 0x0a ? after + 2 : after + 1;
  return bytes[after] === 0x0a ? after + 1 : after;
}

/** Every value a key has in a dictionary. */
export function valuesOf(value: PdfValue, key: string): readonly PdfValue[] {
  return value.kind === 'dictionary' ? value.entries.filter(([name]) => name === key).map(([, found]) => found) : [];
}

export function hasName(value: PdfValue, key: string, name: string): boolean {
  return valuesOf(value, key).some((found) => found.kind === 'name' && found.name === name);
}

const isTable = (value: PdfValue): boolean => hasName(value, 'Type', 'XRef') && valuesOf(value, 'First').length === 0;

/** Readers take any stream with a `First` for one, whatever its `Type` says; a table is unpacked to know its size. */
function isPacked(value: PdfValue): boolean {
  // A type to be looked up elsewhere is a way of hiding it.
  if (valuesOf(value, 'Type').some(({ kind }) => kind !== 'name'))
    throw new UnreadablePdf('a stream has no plain type');
  return valuesOf(value, 'First').length > 0 || hasName(value, 'Type', 'ObjStm') || isTable(value);
}

/** Writers pack objects by Flate alone; what is packed otherwise is packed to be hidden. */
function unpack(bytes: Buffer, at: number, value: PdfValue, mostBytes: number): Buffer {
  const filters = [...valuesOf(value, 'Filter'), ...valuesOf(value, 'F')].flatMap((filter) =>
    filter.kind === 'array' ? filter.items : [filter],
  );
  const [filter, ...more] = filters;
  if (filter === undefined) return bytes.subarray(at);
  if (more.length > 0 || filter.kind !== 'name' || !['FlateDecode', 'Fl'].includes(filter.name)) {
    throw new UnreadablePdf('its objects are packed in an unusual way');
  }
  const rearranged = [...valuesOf(value, 'DecodeParms'), ...valuesOf(value, 'DP')].length > 0;
  if (rearranged && !isTable(value)) throw new UnreadablePdf('its objects are packed in an unusual way');
  try {
    return inflateSync(bytes.subarray(at), { maxOutputLength: Math.max(1, mostBytes) });
  } catch (error) {
    throw new UnreadablePdf('its objects cannot be unpacked', { cause: error });
  }
}

/** `number offset` pairs, then the objects from `First` on; each is read where its pair says, even inside another one. */
function* objectsIn(unpacked: Buffer, value: PdfValue, reading: Reading): Generator<PdfObject> {
  const first = onlyNumber(value, 'First');
  const count = onlyNumber(value, 'N');
  let at = 0;
  const next = (): number => {
    const { value: read, end } = readValue(unpacked, at, reading);
    if (read.kind !== 'number' || end > first) throw new UnreadablePdf('its packed objects are not where it says');
    at = end;
    return read.value;
  };
  for (let n = 0; n < count; n += 1) {
    const number = next();
    yield { number, value: readValue(unpacked, first + next(), reading).value };
  }
}

function onlyNumber(value: PdfValue, key: string): number {
  const [only, ...more] = valuesOf(value, key);
  if (only?.kind !== 'number' || more.length > 0 || only.value < 0) {
    throw new UnreadablePdf('it does not say where its packed objects are');
  }
  return only.value;
}
