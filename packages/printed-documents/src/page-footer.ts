import { lookOf } from './paragraphs.js';
import { lineHeightOf, type Language, type Sheet } from './sheet.js';

const look = lookOf({ size: 'small' });

/** On every page: `text` on the left, cut where the page number begins, and the page's number of how many. */
export function drawFooters(sheet: Sheet, text: string, language: Language): void {
  const { pen, left, width } = sheet;
  const { start, count } = pen.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pen.switchToPage(page);
    const number = `${language === 'vi' ? 'trang' : 'page'} ${String(page - start + 1)}/${String(count)}`;
    const [shown = ''] = sheet.wrap(text, width - sheet.widthOf(number, look) - 24, look);
    const y = sheet.pageHeight - 2.6 * lineHeightOf(look);
    sheet.drawArtifact(() => {
      pen.font(look.font).fontSize(look.size);
      pen.text(shown, left, y, { lineBreak: false });
      pen.text(number, left + width - pen.widthOfString(number), y, { lineBreak: false });
    }, 'Pagination');
  }
}
