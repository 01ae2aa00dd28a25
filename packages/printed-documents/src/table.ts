import { lookOf } from './paragraphs.js';
import { aboveText, lineHeightOf, type Look, type Part, type Sheet } from './sheet.js';

export interface TableColumn {
  readonly title: string;
  /** Of the table's width, in proportion to the other columns. */
  readonly share?: number;
  readonly align?: 'left' | 'right';
}

/** A table's rows; an empty row is one to write in by hand. */
export type TableRow = readonly string[];

interface Cell {
  readonly lines: readonly string[];
  readonly look: Look;
}

interface Layout {
  readonly sheet: Sheet;
  readonly widths: readonly number[];
  readonly table: Part;
}

/** A table that is being drawn: more rows as long as nothing else is drawn. */
export interface OpenTable {
  readonly rows: (rows: readonly TableRow[]) => void;
}

const padding = 4;
const headLook: Look = lookOf({ weight: 'bold', size: 'small' });
const bodyLook: Look = lookOf({ size: 'small' });
const blankRowHeight = 24;
const rowHeight = (lines: number): number => lines * lineHeightOf(bodyLook) + 2 * padding;

/** The head stands again on every page; a row higher than a page goes on on the next. */
export function drawTable(sheet: Sheet, columns: readonly TableColumn[], rows: readonly TableRow[]): void {
  openTable(sheet, columns).rows(rows);
}

export function openTable(sheet: Sheet, columns: readonly TableColumn[]): OpenTable {
  const shares = columns.map(({ share = 1 }) => share);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => (sheet.width * share) / whole);
  const layout = { sheet, widths, table: sheet.part('Table') };
  const head = columns.map(({ title }, at) => cellOf(layout, at, title, headLook));
  const repeatHead = heightOf(head) < sheet.height / 2 ? () => repeatRow(layout, head) : () => undefined;
  const gapBelow = 2 * padding;

  sheet.ensureRoom(Math.min(heightOf(head) + 2 * blankRowHeight, sheet.height));
  drawRow(layout, head, 'TH');
  sheet.y += gapBelow;
  return {
    rows(rows) {
      sheet.y -= gapBelow;
      for (const row of rows) {
        const cells = columns.map(({ align = 'left' }, at) =>
          cellOf(layout, at, row[at] ?? '', { ...bodyLook, align }),
        );
        drawBodyRow(layout, cells, repeatHead);
      }
      sheet.y += gapBelow;
    },
  };
}

function drawBodyRow(layout: Layout, cells: readonly Cell[], repeatHead: () => void): void {
  const { sheet } = layout;
  let rest = cells;
  for (;;) {
    const most = Math.floor((sheet.roomLeft() - 2 * padding + 0.01) / lineHeightOf(bodyLook));
    const height = heightOf(rest);
    if (height <= sheet.roomLeft() + 0.01) {
      drawRow(layout, rest, 'TD');
      return;
    }
    // Torn only where it is higher than what a fresh page offers.
    const torn = height > sheet.height * 0.8 && most >= 2;
    if (torn) drawRow(layout, part(rest, 0, most), 'TD');
    if (torn) rest = part(rest, most);
    sheet.newPage();
    repeatHead();
  }
}

function part(cells: readonly Cell[], from: number, to?: number): readonly Cell[] {
  return cells.map(({ lines, look }) => ({ lines: lines.slice(from, to), look }));
}

function cellOf({ sheet, widths }: Layout, column: number, text: string, look: Look): Cell {
  return { lines: sheet.wrap(text, (widths[column] ?? 0) - 2 * padding, look), look };
}

function heightOf(cells: readonly Cell[]): number {
  const lines = Math.max(0, ...cells.map((cell) => cell.lines.length));
  return lines === 0 ? blankRowHeight : rowHeight(lines);
}

function drawRow(layout: Layout, cells: readonly Cell[], scope: 'TH' | 'TD'): void {
  const { sheet, table } = layout;
  const row = sheet.part('TR', table);
  const parts = cells.map(() => sheet.part(scope, row, scope === 'TH' ? columnScope : {}));
  placeRow(layout, cells, scope === 'TH', (line, look, at, column) => {
    const cell = parts[column];
    if (cell !== undefined) sheet.drawLine(line, { ...look, ...at, part: cell });
  });
}

/** Seen and not read aloud, nor copied, a second time. */
function repeatRow(layout: Layout, cells: readonly Cell[]): void {
  const { sheet } = layout;
  placeRow(layout, cells, true, (line, look, { x, y }) =>
    sheet.drawArtifact(
      (pen) =>
        pen
          .font(look.font)
          .fontSize(look.size)
          .text(line, x, y + aboveText(look), { lineBreak: false }),
      'Pagination',
    ),
  );
}

type DrawLine = (
  line: string,
  look: Look,
  at: { readonly x: number; readonly y: number; readonly width: number },
  column: number,
) => void;

function placeRow({ sheet, widths }: Layout, cells: readonly Cell[], shaded: boolean, draw: DrawLine): void {
  const height = heightOf(cells);
  const top = sheet.y;
  drawGrid(sheet, widths, height, shaded);
  let x = sheet.left;
  cells.forEach(({ lines, look }, column) => {
    const width = widths[column] ?? 0;
    lines.forEach((line, down) => {
      const y = top + padding + down * lineHeightOf(look);
      draw(line, look, { x: x + padding, y, width: width - 2 * padding }, column);
    });
    x += width;
  });
  sheet.y = top + height;
}

/** The library knows `scope`, its types do not yet. */
const columnScope: PDFKit.Mixins.StructureElementOptions & { readonly scope: 'Column' } = { scope: 'Column' };

function drawGrid(sheet: Sheet, widths: readonly number[], height: number, shaded: boolean): void {
  const { left, y } = sheet;
  sheet.drawArtifact((pen) => {
    let x = left;
    for (const width of widths) {
      pen.lineWidth(0.6).rect(x, y, width, height);
      if (shaded) pen.fillAndStroke('#eeeeee', '#000000');
      else pen.stroke();
      x += width;
    }
  });
}
