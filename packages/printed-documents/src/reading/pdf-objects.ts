import { inflateSync } from 'node:zlib';

/** One object of a PDF: its dictionary as written, and its stream, unpacked. */
export interface PdfObject {
  readonly dictionary: string;
  readonly stream: Buffer;
}

/** It is not a PDF as this package writes them. */
export class ForeignDocument extends Error {}

/** A document of ours is some hundred kilobytes; what unpacks to more is none. */
const mostUnpacked = 64 * 2 ** 20;

/** The objects of a PDF with a plain cross-reference table and flate streams, as this package writes it. */
export function readPdfObjects(bytes: Buffer): ReadonlyMap<number, PdfObject> {
  const text = bytes.toString('latin1');
  const start = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN);
  const table = /^xref\n0 (\d+)\n([\d nf\n]+)trailer/.exec(text.slice(start));
  if (table === null) throw new ForeignDocument('it has no cross-reference table');
  const offsets = [...(table[2] ?? '').matchAll(/^(\d{10}) \d{5} ([nf])/gm)];
  return new Map(
    offsets.flatMap(([, offset, kind], id) => (kind === 'n' ? [[id, objectAt(bytes, text, Number(offset))]] : [])),
  );
}

/** The number of the object that a dictionary refers to under a name. */
export function referenceIn(dictionary: string, name: string): number | undefined {
  const found = new RegExp(`/${name} \\[?(\\d+) 0 R`).exec(dictionary)?.[1];
  return found === undefined ? undefined : Number(found);
}

function objectAt(bytes: Buffer, text: string, offset: number): PdfObject {
  const end = text.indexOf('endobj', offset);
  const streamAt = text.indexOf('\nstream\n', offset);
  if (streamAt === -1 || streamAt > end) return { dictionary: text.slice(offset, end), stream: Buffer.alloc(0) };
  const dictionary = text.slice(offset, streamAt);
  const from = streamAt + '\nstream\n'.length;
  const packed = bytes.subarray(from, from + Number(/\/Length (\d+)/.exec(dictionary)?.[1]));
  return { dictionary, stream: dictionary.includes('/FlateDecode') ? unpack(packed) : packed };
}

function unpack(packed: Buffer): Buffer {
  try {
    return inflateSync(packed, { maxOutputLength: mostUnpacked });
  } catch (cause) {
    throw new ForeignDocument('a stream in it cannot be unpacked', { cause });
  }
}
