export { openDocument, type DocumentOptions, type PrintedDocument } from './open-document.js';
export type { Align, Language, PaperSize } from './sheet.js';
export type { Column, HeadingLevel, TextOptions, TextSize } from './paragraphs.js';
export type { OpenTable, TableColumn, TableRow } from './table.js';
export type { SquareGroup, Writing } from './writing-fields.js';
export type { QrCodeOptions } from './qr-code.js';
export type { BarCodeOptions } from './bar-code.js';
export { ForeignDocument } from './reading/pdf-objects.js';
export {
  readPrinted,
  type PrintedLine,
  type PrintedPage,
  type PrintedRectangle,
  type ReadPrinted,
} from './reading/read-printed.js';
