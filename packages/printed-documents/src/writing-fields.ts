import { lookOf } from './paragraphs.js';
import { lineHeightOf, type Look, type Sheet } from './sheet.js';

/** A place to write in by hand. */
export interface Writing {
  readonly label: string;
  /** In small italics below the label: when to fill it in, and how. */
  readonly hints?: readonly string[];
}

/** Squares for single letters, with what they are for written below. */
export interface SquareGroup {
  readonly count: number;
  readonly caption?: string;
}

const labelLook: Look = lookOf({});
const hintLook: Look = lookOf({ weight: 'italic', size: 'small' });
/** A hand needs about eight millimetres. */
const writingHeight = 21;
const square = 15;
const squareGap = 2;
const groupGap = 9;
const fieldGap = 4;
const box = 9;

/** The label, and dotted lines: behind it where a third of the line is free, else below. */
export function drawWritingLines(sheet: Sheet, writing: Writing, count = 1): void {
  const { lines, hints } = wrapWriting(sheet, writing);
  const endOfLabel = sheet.widthOf(lines.at(-1) ?? '', labelLook) + 6;
  const beside = hints.length === 0 && endOfLabel < (sheet.width * 2) / 3;
  const below = beside ? count - 1 : count;
  sheet.ensureRoom(Math.min(heightOf(lines, hints) + below * writingHeight, sheet.height));
  drawWriting(sheet, lines, hints);
  if (beside) dottedLine(sheet, sheet.left + endOfLabel, sheet.y - 4);
  for (let line = 0; line < below; line += 1) {
    sheet.ensureRoom(writingHeight);
    sheet.y += writingHeight;
    dottedLine(sheet, sheet.left, sheet.y - 4);
  }
  sheet.y += fieldGap;
}

/** The label, and groups of squares behind it where they fit, else below. */
export function drawWritingSquares(sheet: Sheet, writing: Writing, groups: readonly SquareGroup[]): void {
  const { lines, hints } = wrapWriting(sheet, writing);
  const widths = groups.map(({ count }) => count * (square + squareGap) - squareGap);
  const total = widths.reduce((sum, width) => sum + width + groupGap, -groupGap);
  const endOfLabel = sheet.widthOf(lines.at(-1) ?? '', labelLook) + 10;
  const beside = hints.length === 0 && endOfLabel + total <= sheet.width;
  const captionHeight = groups.some(({ caption }) => caption !== undefined) ? lineHeightOf(hintLook) : 0;
  const needed = beside ? Math.max(0, square - lineHeightOf(labelLook)) : square + 3;
  sheet.ensureRoom(heightOf(lines, hints) + needed + captionHeight);
  drawWriting(sheet, lines, hints);
  if (beside) sheet.y -= lineHeightOf(labelLook);
  else sheet.y += 3;
  let x = beside ? sheet.left + endOfLabel : sheet.left;
  groups.forEach(({ count, caption }, at) => {
    drawSquares(sheet, x, count);
    const width = widths[at] ?? 0;
    if (caption !== undefined) drawCaption(sheet, caption, x, width);
    x += width + groupGap;
  });
  sheet.y += Math.max(square, beside ? lineHeightOf(labelLook) : 0) + captionHeight + fieldGap;
}

/** The label, and a box to tick before each option; short options share a line. */
export function drawTickBoxes(sheet: Sheet, writing: Writing, options: readonly string[]): void {
  const { lines, hints } = wrapWriting(sheet, writing);
  const columns = columnsFor(sheet, options);
  const width = sheet.width / columns;
  const wrapped = options.map((option) => sheet.wrap(option, width - box - 12, labelLook));
  const rows = Array.from({ length: Math.ceil(options.length / columns) }, (_, row) =>
    wrapped.slice(row * columns, (row + 1) * columns),
  );
  const heights = rows.map((row) => Math.max(...row.map((each) => each.length)) * lineHeightOf(labelLook) + 2);
  const height = heightOf(lines, hints) + heights.reduce((sum, each) => sum + each, 0);
  // A long list may be torn, but not its label from its first options.
  sheet.ensureRoom(height <= sheet.height / 2 ? height : heightOf(lines, hints) + 3 * writingHeight);
  drawWriting(sheet, lines, hints);
  const list = sheet.part('L');
  rows.forEach((row, at) => {
    sheet.ensureRoom(heights[at] ?? 0);
    row.forEach((option, column) => {
      const x = sheet.left + column * width;
      drawBox(sheet, x, sheet.y + (lineHeightOf(labelLook) - box) / 2);
      const part = sheet.part('LI', list);
      option.forEach((line, down) => {
        const y = sheet.y + down * lineHeightOf(labelLook);
        sheet.drawLine(line, { ...labelLook, x: x + box + 5, y, width, part });
      });
    });
    sheet.y += heights[at] ?? 0;
  });
  sheet.y += fieldGap;
}

interface Wrapped {
  readonly lines: readonly string[];
  readonly hints: readonly string[];
}

function wrapWriting(sheet: Sheet, { label, hints = [] }: Writing): Wrapped {
  return {
    lines: sheet.wrap(label, sheet.width, labelLook),
    hints: hints.flatMap((hint) => sheet.wrap(hint, sheet.width, hintLook)),
  };
}

function heightOf(lines: readonly string[], hints: readonly string[]): number {
  return lines.length * lineHeightOf(labelLook) + hints.length * lineHeightOf(hintLook);
}

function drawWriting(sheet: Sheet, lines: readonly string[], hints: readonly string[]): void {
  const part = sheet.part('P');
  const all = [...lines.map((text) => ({ text, look: labelLook })), ...hints.map((text) => ({ text, look: hintLook }))];
  for (const { text, look } of all) {
    sheet.ensureRoom(lineHeightOf(look));
    sheet.drawLine(text, { ...look, x: sheet.left, y: sheet.y, width: sheet.width, part });
    sheet.y += lineHeightOf(look);
  }
}

/** As many columns as the longest option allows, four at most. */
function columnsFor(sheet: Sheet, options: readonly string[]): number {
  const widest = Math.max(...options.map((option) => sheet.widthOf(option, labelLook))) + box + 14;
  return Math.max(1, Math.min(4, options.length, Math.floor(sheet.width / widest)));
}

function dottedLine({ drawArtifact, left, width }: Sheet, from: number, y: number): void {
  drawArtifact((pen) =>
    pen
      .lineWidth(0.9)
      .lineCap('round')
      .dash(0.05, { space: 2.6 })
      .moveTo(from, y)
      .lineTo(left + width, y)
      .stroke(),
  );
}

function drawSquares({ drawArtifact, y }: Sheet, x: number, count: number): void {
  drawArtifact((pen) => {
    pen.lineWidth(0.6);
    for (let at = 0; at < count; at += 1) pen.rect(x + at * (square + squareGap), y, square, square);
    pen.stroke();
  });
}

function drawCaption(sheet: Sheet, caption: string, x: number, width: number): void {
  const at = { x, y: sheet.y + square, width, part: sheet.part('P') };
  sheet.drawLine(caption, { ...hintLook, align: 'center', ...at });
}

function drawBox({ drawArtifact }: Sheet, x: number, y: number): void {
  drawArtifact((pen) => pen.lineWidth(0.7).rect(x, y, box, box).stroke());
}
