import { ForeignDocument, readPdfObjects, referenceIn, type PdfObject } from './pdf-objects.js';

/** A piece of text as it stands on the paper; points from the upper left corner. */
export interface PrintedLine {
  readonly text: string;
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly width: number;
  readonly size: number;
  /** Not read aloud: a footer. */
  readonly artifact: boolean;
}

export interface PrintedRectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PrintedPage {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly PrintedLine[];
  /** Of pictures, such as the dark squares of a QR code. */
  readonly figures: readonly PrintedRectangle[];
}

export interface ReadPrinted {
  readonly title: string;
  /** Empty where it has none. */
  readonly subject: string;
  readonly language: string;
  readonly pages: readonly PrintedPage[];
  /** Everything that is read aloud, in its order, lines joined by a space. */
  readonly text: string;
}

interface Font {
  readonly letters: readonly string[];
  readonly widths: readonly number[];
}

type Objects = ReadonlyMap<number, PdfObject>;

/**
 * Reads a document of this package back, the way a search or a copy does: by its fonts' own Unicode tables. Throws
 * ForeignDocument where it is none.
 */
export function readPrinted(bytes: Buffer): ReadPrinted {
  const objects = readPdfObjects(bytes);
  const all = [...objects.values()];
  const catalog = all.find(({ dictionary }) => dictionary.includes('/Type /Catalog'))?.dictionary ?? '';
  const tree = objects.get(referenceIn(catalog, 'Pages') ?? -1)?.dictionary ?? '';
  const kids = /\/Kids \[([^\]]*)\]/.exec(tree)?.[1] ?? '';
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, id]) => readPage(objects, Number(id)));
  const lines = pages.flatMap((page) => page.lines).filter(({ artifact }) => !artifact);
  const metadata = all.find(({ dictionary }) => dictionary.includes('/Type /Metadata'))?.stream.toString() ?? '';
  const information = all.find(({ dictionary }) => dictionary.includes('/Producer '))?.dictionary ?? '';
  return {
    title: /<rdf:li xml:lang="x-default">([^<]*)</.exec(metadata)?.[1] ?? '',
    subject: /^\((.*)\)$/m.exec(objects.get(referenceIn(information, 'Subject') ?? -1)?.dictionary ?? '')?.[1] ?? '',
    language: /\/Lang \(([^)]*)\)/.exec(catalog)?.[1] ?? '',
    pages,
    text: lines.map(({ text }) => text).join(' '),
  };
}

function readPage(objects: Objects, id: number): PrintedPage {
  const { dictionary } = getObject(objects, id);
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(dictionary) ?? [];
  const resources = getObject(objects, referenceIn(dictionary, 'Resources')).dictionary;
  const names = /\/Font <<([^>]*)>>/.exec(resources)?.[1] ?? '';
  const fonts = new Map(
    [...names.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', font]) => [name, readFont(objects, Number(font))]),
  );
  const content = getObject(objects, referenceIn(dictionary, 'Contents')).stream.toString('latin1');
  const size = { width: Number(width), height: Number(height) };
  return { ...size, ...readContent(content, fonts, size.height) };
}

function readContent(
  content: string,
  fonts: ReadonlyMap<string, Font>,
  height: number,
): Pick<PrintedPage, 'lines' | 'figures'> {
  const lines: PrintedLine[] = [];
  const figures: PrintedRectangle[] = [];
  let tag = '';
  for (const [, marked, ended, rectangle, block] of content.matchAll(
    /^\/(\w+) (?:<<[^>]*>> )?B(?:DC|MC)$|^(EMC)$|^([\d. -]+) re$|^BT\n([\s\S]*?)^ET$/gm,
  )) {
    if (marked !== undefined) tag = marked;
    if (ended !== undefined) tag = '';
    if (rectangle !== undefined && tag === 'Figure') {
      const [x = 0, y = 0, width = 0, tall = 0] = rectangle.split(' ').map(Number);
      figures.push({ x, y, width, height: tall });
    }
    if (block !== undefined) lines.push(readBlock(block, fonts, height, tag === 'Artifact'));
  }
  return { lines, figures };
}

function readBlock(block: string, fonts: ReadonlyMap<string, Font>, height: number, artifact: boolean): PrintedLine {
  const [, x, y] = /^1 0 0 1 ([\d.-]+) ([\d.-]+) Tm$/m.exec(block) ?? [];
  const [, name = '', points] = /^\/(\w+) ([\d.]+) Tf$/m.exec(block) ?? [];
  const font = fonts.get(name);
  if (font === undefined) throw new ForeignDocument(`a page does not have the font ${name}`);
  const size = Number(points);
  let text = '';
  let width = 0;
  for (const [, hex, kern] of block.matchAll(/<([\da-f]+)>|(?<=> )(-?[\d.]+)/g)) {
    for (const code of hex?.match(/.{4}/g) ?? []) {
      text += font.letters[Number.parseInt(code, 16)] ?? '\ufffd';
      width += font.widths[Number.parseInt(code, 16)] ?? 0;
    }
    width -= Number(kern ?? 0);
  }
  return { text, x: Number(x), y: height - Number(y), width: (width * size) / 1_000, size, artifact };
}

function readFont(objects: Objects, id: number): Font {
  const { dictionary } = getObject(objects, id);
  const table = getObject(objects, referenceIn(dictionary, 'ToUnicode')).stream.toString('latin1');
  const descendant = getObject(objects, referenceIn(dictionary, 'DescendantFonts')).dictionary;
  return {
    letters: [...table.matchAll(/\[([^\]]*)\]/g)].flatMap(([, entries = '']) =>
      [...entries.matchAll(/<([\da-f ]*)>/g)].map(([, units = '']) =>
        String.fromCharCode(...units.split(' ').map((unit) => Number.parseInt(unit, 16))),
      ),
    ),
    widths: (/\/W \[0 \[([^\]]*)\]/.exec(descendant)?.[1] ?? '').trim().split(/\s+/).map(Number),
  };
}

function getObject(objects: Objects, id: number | undefined): PdfObject {
  const object = objects.get(id ?? -1);
  if (object === undefined) throw new ForeignDocument(`it does not have object ${String(id)}`);
  return object;
}
