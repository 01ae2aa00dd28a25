import { drawBarCode, type BarCodeOptions } from './bar-code.js';
import { drawFooters } from './page-footer.js';
import {
  drawColumns,
  drawHeading,
  drawList,
  drawParagraph,
  type Column,
  type HeadingLevel,
  type TextOptions,
} from './paragraphs.js';
import { drawQrCode, type QrCodeOptions } from './qr-code.js';
import { openSheet, type Align, type SheetOptions } from './sheet.js';
import { drawTable, openTable, type OpenTable, type TableColumn, type TableRow } from './table.js';
import {
  drawTickBoxes,
  drawWritingLines,
  drawWritingSquares,
  type SquareGroup,
  type Writing,
} from './writing-fields.js';

export interface DocumentOptions extends SheetOptions {
  /** At the foot of every page, beside its number. */
  readonly footer: string;
}

/** Draws from top to bottom; what does not fit goes on on the next page. Texts are in Unicode, wrapped and never cut. */
export interface PrintedDocument {
  readonly heading: (text: string, level: HeadingLevel, align?: Align) => void;
  readonly paragraph: (text: string, options?: TextOptions) => void;
  readonly list: (items: readonly string[], options?: { readonly numbered?: boolean }) => void;
  /** Texts side by side, such as a letterhead or two signatures. */
  readonly columns: (columns: readonly Column[]) => void;
  readonly table: (columns: readonly TableColumn[], rows: readonly TableRow[]) => void;
  /** A long table in pieces, so that others are served between them. */
  readonly openTable: (columns: readonly TableColumn[]) => OpenTable;
  /** A label and dotted lines to write on. */
  readonly writingLines: (writing: Writing, count?: number) => void;
  /** A label and squares for single digits or letters. */
  readonly writingSquares: (writing: Writing, groups: readonly SquareGroup[]) => void;
  /** A label and a box to tick before each option. */
  readonly tickBoxes: (writing: Writing, options: readonly string[]) => void;
  readonly qrCode: (text: string, options: QrCodeOptions) => void;
  /** Code 128 with its text below. */
  readonly barCode: (text: string, options: BarCodeOptions) => void;
  /** Points of white; nothing at the foot of a page. */
  readonly space: (points: number) => void;
  /** The PDF's bytes. Same calls, same bytes; nothing can be drawn any more. */
  readonly finish: () => Buffer;
}

/**
 * A PDF 1.7 on white A4 or A5, tagged for readers aloud, with the used letters of its fonts embedded. `createdAt` is the
 * only time in it: give what the paper is about, not the time of printing.
 */
export function openDocument({ footer, ...options }: DocumentOptions): PrintedDocument {
  const sheet = openSheet(options);
  return {
    heading: (text, level, align) => drawHeading(sheet, text, level, align),
    paragraph: (text, about) => drawParagraph(sheet, text, about),
    list: (items, { numbered = false } = {}) => drawList(sheet, items, numbered),
    columns: (columns) => drawColumns(sheet, columns),
    table: (columns, rows) => drawTable(sheet, columns, rows),
    openTable: (columns) => openTable(sheet, columns),
    writingLines: (writing, count) => drawWritingLines(sheet, writing, count),
    writingSquares: (writing, groups) => drawWritingSquares(sheet, writing, groups),
    tickBoxes: (writing, choices) => drawTickBoxes(sheet, writing, choices),
    qrCode: (text, about) => drawQrCode(sheet, text, about),
    barCode: (text, about) => drawBarCode(sheet, text, about),
    space: (points) => {
      if (sheet.roomLeft() > points) sheet.y += points;
    },
    finish() {
      drawFooters(sheet, footer, options.language);
      sheet.pen.end();
      // A stream that nobody has begun to read gives all it holds at once.
      const bytes: unknown = sheet.pen.read();
      if (!Buffer.isBuffer(bytes)) throw new Error('the document gave no bytes');
      return bytes;
    },
  };
}
