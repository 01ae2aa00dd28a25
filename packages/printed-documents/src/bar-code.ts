import bwip from 'bwip-js';
import { drawFigure } from './figure.js';
import { lookOf } from './paragraphs.js';
import { lineHeightOf, type Sheet } from './sheet.js';

export interface BarCodeOptions {
  /** Read aloud in place of the picture. */
  readonly alt: string;
  /** Of the bars, in millimetres. */
  readonly heightMm?: number;
  /** Of the thinnest bar; 0.33 is what every scanner reads. Narrower where the paper is. */
  readonly moduleMm?: number;
}

const pointsPerMm = 72 / 25.4;
/** White on either side (ISO/IEC 15417). */
const quietModules = 10;

/** Widths of Code 128 in modules, from the left: bar, space, bar, …; begins and ends with a bar. @throws Error for a letter it has not */
export function code128Widths(text: string): readonly number[] {
  const [drawn] = bwip.raw({ bcid: 'code128', text });
  if (drawn === undefined || !('sbs' in drawn)) throw new Error('the barcode library drew no bars');
  return drawn.sbs;
}

/** Code 128, drawn as bars, sharp at any resolution, with its text below; in the middle of the sheet. */
export function drawBarCode(sheet: Sheet, text: string, { alt, heightMm = 18, moduleMm = 0.33 }: BarCodeOptions): void {
  const widths = code128Widths(text);
  const modules = widths.reduce((sum, width) => sum + width, 0);
  const module = Math.min(moduleMm * pointsPerMm, sheet.width / (modules + 2 * quietModules));
  const height = heightMm * pointsPerMm;
  const look = lookOf({ weight: 'bold', size: 'large', align: 'center' });
  sheet.ensureRoom(height + lineHeightOf(look) + 4);
  const box = {
    ...{ x: sheet.left + (sheet.width - modules * module) / 2, y: sheet.y },
    ...{ width: modules * module, height },
  };
  let x = box.x;
  const bars = widths.flatMap((width, at) => {
    const from = x;
    x += width * module;
    return at % 2 === 0 ? [{ x: from, y: box.y, width: width * module, height }] : [];
  });
  drawFigure(sheet, box, alt, bars);
  sheet.y += height + 4;
  const where = { x: sheet.left, y: sheet.y, width: sheet.width };
  sheet.drawLine(text, { ...look, ...where, part: sheet.part('P') });
  sheet.y += lineHeightOf(look);
}
