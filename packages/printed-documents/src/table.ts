import { lookOf } from './paragraphs.js';
import { lineHeightOf, type Look, type Part, type Sheet } from './sheet.js';

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
  readonly scope: 'TH' | 'TD';
}

const padding = 4;
const headLook: Look = lookOf({ weight: 'bold', size: 'small' });
const bodyLook: Look = lookOf({ size: 'small' });
const blankRowHeight = 24;
const rowHeight = (lines: number): number => lines * lineHeightOf(bodyLook) + 2 * padding;

/** The head stands again on every page; a row higher than a page goes on on the next. */
export function drawTable(sheet: Sheet, columns: readonly TableColumn[], rows: readonly TableRow[]): void {
  const shares = columns.map(({ share = 1 }) => share);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => (sheet.width * share) / whole);
  const layout = { sheet, widths, table: sheet.part('Table') };
  const head = columns.map(({ title }, at) => cellOf(layout, at, title, headLook));
  const repeatsHead = heightOf(head) < sheet.height / 2;
  const drawHead = (): void => drawRow({ ...layout, scope: 'TH' }, head);

  sheet.ensureRoom(Math.min(heightOf(head) + 2 * blankRowHeight, sheet.height));
  drawHead();
  for (const row of rows) {
    const cells = columns.map(({ align = 'left' }, at) => cellOf(layout, at, row[at] ?? '', { ...bodyLook, align }));
    drawBodyRow({ ...layout, scope: 'TD' }, cells, repeatsHead ? drawHead : () => undefined);
  }
  sheet.y += 2 * padding;
}

function drawBodyRow(layout: Layout, cells: readonly Cell[], drawHead: () => void): void {
  const { sheet } = layout;
  let rest = cells;
  for (;;) {
    const most = Math.floor((sheet.roomLeft() - 2 * padding + 0.01) / lineHeightOf(bodyLook));
    const height = heightOf(rest);
    if (height <= sheet.roomLeft() + 0.01) {
      drawRow(layout, rest);
      return;
    }
    // Torn only where it is higher than what a fresh page offers.
    const torn = height > sheet.height * 0.8 && most >= 2;
    if (torn) drawRow(layout, part(rest, 0, most));
    if (torn) rest = part(rest, most);
    sheet.newPage();
    drawHead();
  }
}

function part(cells: readonly Cell[], from: number, to?: number): readonly Cell[] {
  return cells.map(({ lines, look }) => ({ lines: lines.slice(from, to), look }));
}

function cellOf({ sheet, widths }: Omit<Layout, 'scope'>, column: number, text: string, look: Look): Cell {
  return { lines: sheet.wrap(text, (widths[column] ?? 0) - 2 * padding, look), look };
}

function heightOf(cells: readonly Cell[]): number {
  const lines = Math.max(0, ...cells.map((cell) => cell.lines.length));
  return lines === 0 ? blankRowHeight : rowHeight(lines);
}

function drawRow({ sheet, widths, table, scope }: Layout, cells: readonly Cell[]): void {
  const height = heightOf(cells);
  const row = sheet.part('TR', table);
  const top = sheet.y;
  drawGrid(sheet, widths, height, scope === 'TH');
  let x = sheet.left;
  cells.forEach(({ lines, look }, at) => {
    const cell = sheet.part(scope, row, scope === 'TH' ? columnScope : {});
    const width = widths[at] ?? 0;
    lines.forEach((line, down) => {
      const y = top + padding + down * lineHeightOf(look);
      sheet.drawLine(line, { ...look, x: x + padding, y, width: width - 2 * padding, part: cell });
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
