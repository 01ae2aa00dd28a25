import { lineHeightOf, type Align, type Look, type Part, type Sheet } from './sheet.js';

export type TextSize = 'small' | 'normal' | 'large';
export type HeadingLevel = 1 | 2 | 3;

export interface TextOptions {
  readonly weight?: 'regular' | 'bold' | 'italic';
  readonly size?: TextSize;
  readonly align?: Align;
}

/** One of several texts that stand side by side; an empty text is a line left free, e.g. to sign on. */
export interface Column {
  readonly lines: readonly (TextOptions & {
    readonly text: string;
    /** A short stroke below. */ readonly stroke?: true;
  })[];
}

const sizes: Readonly<Record<TextSize, number>> = { small: 8, normal: 10, large: 12 };
const headingSizes: Readonly<Record<HeadingLevel, number>> = { 1: 14, 2: 11.5, 3: 10 };
const paragraphGap = 3;
const columnGap = 16;
/** Of what follows a heading, so that none stands alone at the foot of a page. */
const roomAfterHeading = 56;

export function lookOf({ weight = 'regular', size = 'normal', align = 'left' }: TextOptions): Look {
  return { font: weight, size: sizes[size], align };
}

export function drawHeading(sheet: Sheet, text: string, level: HeadingLevel, align: Align = 'left'): void {
  const look: Look = { font: 'bold', size: headingSizes[level], align };
  const lines = sheet.wrap(text, sheet.width, look);
  const gap = level === 1 ? 6 : 10;
  sheet.ensureRoom(gap + lines.length * lineHeightOf(look) + roomAfterHeading);
  sheet.y += gap;
  drawLines(sheet, lines, look, { part: sheet.part(`H${String(level)}`) });
  sheet.y += paragraphGap;
}

export function drawParagraph(sheet: Sheet, text: string, options: TextOptions = {}): void {
  const look = lookOf(options);
  drawLines(sheet, sheet.wrap(text, sheet.width, look), look, { part: sheet.part('P') });
  sheet.y += paragraphGap;
}

/** Items with a mark each in front: `–`, or their number. */
export function drawList(sheet: Sheet, items: readonly string[], numbered: boolean): void {
  const look = lookOf({});
  const markWidth = numbered ? 20 : 12;
  const list = sheet.part('L');
  items.forEach((item, at) => {
    const entry = sheet.part('LI', list);
    const lines = sheet.wrap(item, sheet.width - markWidth, look);
    sheet.ensureRoom(Math.min(lines.length, 2) * lineHeightOf(look));
    const mark = numbered ? `${String(at + 1)}.` : '–';
    const where = { x: sheet.left, y: sheet.y, width: markWidth };
    sheet.drawLine(mark, { ...look, ...where, part: sheet.part('Lbl', entry) });
    const body = { x: sheet.left + markWidth, width: sheet.width - markWidth, part: sheet.part('LBody', entry) };
    drawLines(sheet, lines, look, body);
  });
  sheet.y += paragraphGap;
}

/** Texts side by side in columns of one width; they stay on one page. */
export function drawColumns(sheet: Sheet, columns: readonly Column[]): void {
  const width = (sheet.width - columnGap * (columns.length - 1)) / Math.max(1, columns.length);
  const wrapped = columns.map(({ lines }) =>
    lines.flatMap(({ text, stroke, ...options }) => {
      const look = lookOf(options);
      const drawn = text === '' ? [''] : sheet.wrap(text, width, look);
      return drawn.map((line, at) => ({ line, look, stroke: stroke === true && at === drawn.length - 1 }));
    }),
  );
  const heights = wrapped.map((lines) => lines.reduce((sum, { look }) => sum + lineHeightOf(look), 0));
  const height = Math.max(0, ...heights);
  sheet.ensureRoom(height);
  const top = sheet.y;
  wrapped.forEach((lines, at) => {
    const part = sheet.part('P');
    const x = sheet.left + at * (width + columnGap);
    sheet.y = top;
    for (const { line, look, stroke } of lines) {
      if (line !== '') sheet.drawLine(line, { ...look, x, y: sheet.y, width, part });
      sheet.y += lineHeightOf(look);
      if (stroke) strokeBelow(sheet, x + width / 2, Math.min(width, sheet.widthOf(line, look)) / 3);
    }
  });
  sheet.y = top + height + paragraphGap;
}

/** Line by line, each on a page that has room for it. */
export function drawLines(
  sheet: Sheet,
  lines: readonly string[],
  look: Look,
  { x = sheet.left, width = sheet.width, part }: { readonly x?: number; readonly width?: number; readonly part: Part },
): void {
  for (const line of lines) {
    sheet.ensureRoom(lineHeightOf(look));
    sheet.drawLine(line, { ...look, x, y: sheet.y, width, part });
    sheet.y += lineHeightOf(look);
  }
}

function strokeBelow(sheet: Sheet, middle: number, half: number): void {
  const { y } = sheet;
  sheet.drawArtifact((pen) =>
    pen
      .lineWidth(0.6)
      .moveTo(middle - half, y + 1)
      .lineTo(middle + half, y + 1)
      .stroke(),
  );
  sheet.y += 3;
}
