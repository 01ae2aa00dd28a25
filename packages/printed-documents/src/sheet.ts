import PDFDocument from 'pdfkit';
import { loadFonts, type FontStyle } from './fonts.js';
import { printable, wrapText } from './wrap-text.js';

export type Language = 'vi' | 'en';
export type PaperSize = 'A4' | 'A5';
export type Align = 'left' | 'center' | 'right';

export interface Look {
  readonly font: FontStyle;
  /** Points. */
  readonly size: number;
  readonly align?: Align;
}

/** Where and how one line is drawn; `part` is the element of the reading order it belongs to. */
export interface LineDrawn extends Look {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly part: Part;
}

export type Part = PDFKit.PDFStructureElement;

/** Pages under a pen: a cursor that goes down, a new page when there is no room, every text tagged, every stroke not. */
export interface Sheet {
  readonly left: number;
  readonly width: number;
  readonly pageHeight: number;
  /** Of the part of a page that is written on. */
  readonly height: number;
  readonly pen: PDFKit.PDFDocument;
  /** Points from the top edge; goes down as things are drawn. */
  y: number;
  /** Points left on this page. */
  readonly roomLeft: () => number;
  /** Goes to a new page when less is left; something higher than a page begins where it is. */
  readonly ensureRoom: (height: number) => void;
  readonly newPage: () => void;
  /** A part of the reading order: `P`, `H1`, `Table`, …; ended together with the document. */
  readonly part: (type: string, parent?: Part, about?: PDFKit.Mixins.StructureElementOptions) => Part;
  readonly wrap: (text: string, width: number, look: Look) => readonly string[];
  readonly widthOf: (text: string, look: Look) => number;
  readonly drawLine: (text: string, at: LineDrawn) => void;
  /** Lines, boxes: seen, never read aloud. `Pagination` for what stands on every page. */
  readonly drawArtifact: (draw: (pen: PDFKit.PDFDocument) => void, type?: 'Layout' | 'Pagination') => void;
}

const margins: Readonly<Record<PaperSize, { readonly side: number; readonly top: number; readonly bottom: number }>> = {
  A4: { side: 56, top: 48, bottom: 56 },
  A5: { side: 36, top: 32, bottom: 44 },
};

export const lineHeightOf = ({ size }: Pick<Look, 'size'>): number => size * 1.45;

export interface SheetOptions {
  readonly title: string;
  readonly language: Language;
  readonly size: PaperSize;
  readonly orientation?: 'portrait' | 'landscape';
  readonly createdAt: Date;
  /** In plain ASCII without parentheses, kept in the file beside its title: e.g. what its QR code holds. */
  readonly subject?: string;
}

export function openSheet(options: SheetOptions): Sheet {
  const { side, top, bottom } = margins[options.size];
  const pen = openPdf(options);
  const root = pen.struct('Document', { lang: options.language });
  pen.addStructure(root);
  const { width, height } = pen.page;
  const lowest = height - bottom;
  const use = ({ font, size }: Look): PDFKit.PDFDocument => pen.font(font).fontSize(size);
  const widthOf: Sheet['widthOf'] = (text, look) => use(look).widthOfString(text);
  const sheet: Sheet = {
    ...{ left: side, width: width - 2 * side, pageHeight: height, height: lowest - top, pen, y: top, widthOf },
    roomLeft: () => lowest - sheet.y,
    ensureRoom(needed) {
      // A hundredth of a point: sums of line heights are not exact.
      if (sheet.y > top && needed > sheet.roomLeft() + 0.01) sheet.newPage();
    },
    newPage() {
      pen.addPage();
      sheet.y = top;
    },
    part(type, parent = root, about = {}) {
      const part = pen.struct(type, about);
      parent.add(part);
      return part;
    },
    wrap: (text, within, look) => wrapText(text, within, (each) => widthOf(each, look)),
    drawLine(text, at) {
      drawTagged(use(at), text, at);
    },
    drawArtifact(draw, type = 'Layout') {
      pen.markContent('Artifact', { type });
      pen.save();
      draw(pen);
      pen.restore();
      pen.endMarkedContent();
    },
  };
  return sheet;
}

function openPdf(options: SheetOptions): PDFKit.PDFDocument {
  const { title, language, size, orientation = 'portrait', createdAt, subject } = options;
  const about = { Title: plainTitle(title), Producer: 'Motcua', Creator: 'Motcua', CreationDate: createdAt };
  const pen = new PDFDocument({
    ...{ size, layout: orientation, margin: 0, pdfVersion: '1.7', tagged: true, displayTitle: true, bufferPages: true },
    lang: language,
    info: subject === undefined ? about : { ...about, Subject: subject },
  });
  for (const [style, bytes] of loadFonts()) pen.registerFont(style, bytes);
  return pen;
}

/** The library writes the title into XML as it is. */
function plainTitle(title: string): string {
  return printable(title.replace(/[<>&]/g, ' '));
}

/** White above a line of text, so that it stands in the middle of its height. */
export function aboveText(look: Pick<Look, 'size'>): number {
  return (lineHeightOf(look) - look.size * 1.265) / 2;
}

function drawTagged(pen: PDFKit.PDFDocument, text: string, { x, y, width, align, part, ...look }: LineDrawn): void {
  const slack = align === undefined || align === 'left' ? 0 : width - pen.widthOfString(text);
  const content = pen.markStructureContent('Span');
  pen.text(text, x + (align === 'center' ? slack / 2 : slack), y + aboveText(look), { lineBreak: false });
  pen.endMarkedContent();
  part.add(content);
}
