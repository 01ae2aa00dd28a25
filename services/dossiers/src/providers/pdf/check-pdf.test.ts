import { randomBytes } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { badPdfs, harmlessPdfs, pdfOf, streamOf } from '../../../test/pdf-files.js';
import { checkPdf } from './check-pdf.js';

const verdict = (bytes: Buffer): Promise<unknown> =>
  checkPdf(bytes).then(
    () => 'taken',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

describe('a PDF', () => {
  it.each(Object.entries(harmlessPdfs))('%s is taken', async (_, bytes) => {
    expect(await verdict(bytes)).toBe('taken');
  });

  it.each(badPdfs)('%s is refused: %s', async (_, code, bytes) => {
    expect(await verdict(bytes)).toBe(code);
  });

  it('that another library wrote is taken, its objects packed or not', async () => {
    const document = await PDFDocument.create();
    for (let n = 0; n < 40; n += 1)
      document.addPage().drawText(`Trang ${String(n)}`.normalize('NFD').replace(/\p{M}/gu, ''));
    for (const useObjectStreams of [true, false]) {
      const bytes = Buffer.from(await document.save({ useObjectStreams }));
      expect(await verdict(bytes)).toBe('taken');
      expect(await verdict(bytes.subarray(0, -200))).toBe('PDF_UNREADABLE');
    }
  });

  it('of ten megabytes is judged in seconds, whatever is in it', async () => {
    const object = '<< /Type /X /A [1 2 3] /B (text) /C 5 0 R >>';
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [n + 9, object]));
    const files: readonly (readonly [string, Buffer])[] = [
      ['taken', pdfOf({ objects: { 9: streamOf(randomBytes(9_900_000)) } })],
      ['taken', pdfOf({ objects: many })],
      ['PDF_UNREADABLE', pdfOf({ objects: { 9: `[${'1 0 '.repeat(2_400_000)}]` } })],
      ['PDF_UNREADABLE', pdfOf({ objects: { 9: '<< /A '.repeat(1_500_000) } })],
      ['PDF_UNREADABLE', pdfOf({ objects: { 9: 'obj('.repeat(2_400_000) } })],
      ['PDF_UNREADABLE', pdfOf({ objects: { 9: 'obj%'.repeat(2_400_000) } })],
      ['PDF_UNREADABLE', pdfOf({ objects: { 9: 'trailer('.repeat(1_200_000) } })],
    ];
    for (const [expected, bytes] of files) {
      const begin = performance.now();
      expect(await verdict(bytes)).toBe(expected);
      expect(performance.now() - begin).toBeLessThan(20_000);
    }
  }, 120_000);
});
