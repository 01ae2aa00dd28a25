import { create } from 'qrcode';
import { drawFigure } from './figure.js';
import { lookOf } from './paragraphs.js';
import { lineHeightOf, type Sheet } from './sheet.js';

export interface QrCodeOptions {
  /** Read aloud in place of the picture. */
  readonly alt: string;
  /** Millimetres, without the quiet zone. */
  readonly sideMm?: number;
  /** Paragraphs to the right of it. */
  readonly beside?: readonly string[];
}

const pointsPerMm = 72 / 25.4;
const quietModules = 4;

/** The dark squares of the code as rows of `true`; error correction M, which survives a fold and a stamp. */
export function qrMatrix(text: string): readonly (readonly boolean[])[] {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  return Array.from({ length: size }, (_, row) =>
    Array.from(data.subarray(row * size, (row + 1) * size), (module) => module === 1),
  );
}

/** Drawn as squares, sharp at any resolution. */
export function drawQrCode(sheet: Sheet, text: string, { alt, sideMm = 42, beside = [] }: QrCodeOptions): void {
  const matrix = qrMatrix(text);
  const side = sideMm * pointsPerMm;
  const module = side / matrix.length;
  const quiet = quietModules * module;
  const look = lookOf({ size: 'small' });
  const textLeft = sheet.left + side + 2 * quiet;
  const textWidth = sheet.width - side - 2 * quiet;
  const paragraphs = beside.map((each) => sheet.wrap(each, textWidth, look));
  const textHeight = paragraphs.reduce((sum, lines) => sum + lines.length * lineHeightOf(look) + 3, 0);
  sheet.ensureRoom(Math.max(side + 2 * quiet, textHeight));

  const top = sheet.y + quiet;
  drawModules(sheet, matrix, { x: sheet.left + quiet, y: top, module, alt });
  let y = top;
  for (const lines of paragraphs) {
    const part = sheet.part('P');
    for (const line of lines) {
      sheet.drawLine(line, { ...look, x: textLeft, y, width: textWidth, part });
      y += lineHeightOf(look);
    }
    y += 3;
  }
  sheet.y = Math.max(top + side + quiet, y);
}

/** One path of rectangles, a run of dark squares each: two squares side by side would show a seam. */
function drawModules(
  sheet: Sheet,
  matrix: readonly (readonly boolean[])[],
  { x, y, module, alt }: { readonly x: number; readonly y: number; readonly module: number; readonly alt: string },
): void {
  const side = matrix.length * module;
  const dark = matrix.flatMap((row, down) =>
    darkRuns(row).map(({ from, count }) => ({
      ...{ x: x + from * module, y: y + down * module, width: count * module, height: module },
    })),
  );
  drawFigure(sheet, { x, y, width: side, height: side }, alt, dark);
}

function darkRuns(row: readonly boolean[]): readonly { readonly from: number; readonly count: number }[] {
  const runs: { from: number; count: number }[] = [];
  row.forEach((dark, at) => {
    const last = runs.at(-1);
    if (dark && last !== undefined && last.from + last.count === at) last.count += 1;
    else if (dark) runs.push({ from: at, count: 1 });
  });
  return runs;
}
