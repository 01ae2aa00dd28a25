import fc from 'fast-check';
import { create } from 'qrcode';
import { ForeignDocument, openDocument, type DocumentOptions, type PrintedDocument } from './index.js';
import { readPrinted, type PrintedLine, type PrintedPage } from './testing/index.js';

const about: DocumentOptions = {
  title: 'Giấy xác nhận nộp hồ sơ trực tuyến',
  language: 'vi',
  size: 'A4',
  createdAt: new Date('2026-11-23T02:00:00Z'),
  footer: 'Mẫu 2.000986@1',
};

const print = (draw: (document: PrintedDocument) => void, change: Partial<DocumentOptions> = {}) => {
  const document = openDocument({ ...about, ...change });
  draw(document);
  return document.finish();
};
const printAndRead = (...given: Parameters<typeof print>) => readPrinted(print(...given));

const vowels = 'aáàảãạăắằẳẵặâấầẩẫậeéèẻẽẹêếềểễệiíìỉĩịoóòỏõọôốồổỗộơớờởỡợuúùủũụưứừửữựyýỳỷỹỵđ';
const letters = `${vowels}${vowels.toUpperCase()}bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ0123456789`;

describe('text on paper', () => {
  it('can be read back with every Vietnamese letter, in every style', () => {
    for (const weight of ['regular', 'bold', 'italic'] as const) {
      const { text } = printAndRead((page) => page.paragraph(letters.match(/.{1,20}/gu)?.join(' ') ?? '', { weight }));
      expect(text.replaceAll(' ', '')).toBe(letters);
    }
  });

  it('is the same whether letters come composed or in pieces', () => {
    const said = 'Nguyễn Thị Mẫu ở phường Đống Đa, đường Trần Quốc Vượng, ngõ Huyện, số 5½: “Điều lệ”';
    const composed = print((page) => page.paragraph(said.normalize('NFC')));
    expect(print((page) => page.paragraph(said.normalize('NFD')))).toEqual(composed);
    expect(readPrinted(composed).text).toBe(said.normalize('NFC'));
  });

  it('keeps line breaks of its own and shows nothing for what has no shape', () => {
    const { pages } = printAndRead((page) => page.paragraph('Một\u200b\u00ad\tcửa\u00a0đây\r\nhai\u0007 \n\n ba'));
    const lines = pages[0]?.lines.filter(({ artifact }) => !artifact) ?? [];
    expect(lines.map(({ text }) => text)).toEqual(['Một cửa đây', 'hai', 'ba']);
  });

  it('says its title, its language and the page of how many', () => {
    const read = printAndRead((page) => page.paragraph('chữ '.repeat(2_500)), { title: 'Phí <A & B>' });
    expect(read).toMatchObject({ title: 'Phí A B', language: 'vi' });
    expect(read.pages.length).toBeGreaterThan(2);
    read.pages.forEach(({ lines }, at) => {
      const footer = lines.filter(({ artifact }) => artifact).map(({ text }) => text);
      expect(footer).toEqual(['Mẫu 2.000986@1', `trang ${String(at + 1)}/${String(read.pages.length)}`]);
    });
    expect(printAndRead(() => undefined, { language: 'en' }).pages[0]?.lines.at(-1)?.text).toBe('page 1/1');
  });
});

describe('the file', () => {
  it('is the same, byte for byte, whatever was printed before it', () => {
    const first = print(drawEverything);
    print((page) => page.paragraph(`${letters} ﬁﬂ Ð Đ Ω`), { size: 'A5' });
    expect(print(drawEverything).equals(first)).toBe(true);
    expect(print(drawEverything, { createdAt: new Date('2026-11-23T02:00:01Z') }).equals(first)).toBe(false);
  });

  it('is tagged, embeds the used letters of its fonts and runs nothing', () => {
    const text = print(drawEverything).toString('latin1');
    expect(text).toMatch(/^%PDF-1\.7\n/);
    for (const mark of ['/Marked true', '/StructTreeRoot', '/S /TH', '/S /H1', '/S /Figure', '/FontFile2']) {
      expect(text).toContain(mark);
    }
    expect(text).not.toMatch(/\/(JavaScript|JS|AA|OpenAction|Launch|EmbeddedFiles|AcroForm|Encrypt) /);
    expect(text.match(/\/BaseFont \/[A-Z]{6}\+BeVietnamPro/g)?.length).toBeGreaterThan(3);
    // Three whole typefaces would be 400 kB.
    expect(text.length).toBeLessThan(80_000);
  });

  it.each(['A4', 'A5'] as const)('has pages of %s', (size) => {
    const [page] = printAndRead(drawEverything, { size }).pages;
    const millimetres = [page?.width, page?.height].map((points) => Math.round(((points ?? 0) * 25.4) / 72));
    expect(millimetres).toEqual(size === 'A4' ? [210, 297] : [148, 210]);
  });

  it('lies on its side where that is asked for, and keeps what it is about', () => {
    const bytes = print(drawEverything, { orientation: 'landscape', subject: 'https://portal.test/d#a.b-c_d' });
    const { pages, subject } = readPrinted(bytes);
    expect(subject).toBe('https://portal.test/d#a.b-c_d');
    expect(pages[0]?.width).toBeGreaterThan(pages[0]?.height ?? 0);
    for (const page of pages) expect(conflictsOn(page)).toEqual([]);
    expect(printAndRead(drawEverything).subject).toBe('');
  });

  it.each(['', '%PDF-1.7\n%%EOF', 'Xin chào'])('that is none of ours is not read: %j', (text) => {
    expect(() => readPrinted(Buffer.from(text))).toThrow(ForeignDocument);
  });
});

describe('long texts', () => {
  const word = fc.string({
    unit: fc.constantFrom(...(letters.match(/./gu) ?? []), '-', '/', ',', '.'),
    minLength: 1,
    maxLength: 90,
  });
  const words = fc.array(word, { minLength: 1, maxLength: 60 }).map((each) => each.join(' '));
  const few = fc.array(words, { minLength: 1, maxLength: 6 });

  it('wrap, go on on the next page, and never meet or leave the paper', () => {
    fc.assert(
      fc.property(few, few, fc.constantFrom('A4' as const, 'A5' as const), (some, more, size) => {
        const { pages, text } = printAndRead((page) => drawTexts(page, some, more), { size });
        for (const page of pages) expect(conflictsOn(page)).toEqual([]);
        const all = text.replaceAll(' ', '');
        for (const each of [...some, ...more]) expect(all).toContain(each.replaceAll(' ', ''));
      }),
      { numRuns: 60, seed: 2026 },
    );
  }, 60_000);

  it('stay whole over ten thousand letters without a space', () => {
    const endless = 'ệữậĐ'.repeat(2_500);
    const { pages, text } = printAndRead((page) => page.paragraph(endless));
    expect(text.replaceAll(' ', '')).toBe(endless);
    for (const page of pages) expect(conflictsOn(page)).toEqual([]);
  });

  it('repeat the head of a table on every page, also in the middle of a row', () => {
    const rows = [
      ...Array.from({ length: 60 }, (_, at) => [`Dòng ${String(at)}`, '']),
      ['dài '.repeat(4_000), 'b'],
      [],
    ];
    const { pages } = printAndRead((page) => page.table([{ title: 'Giấy tờ', share: 2 }, { title: 'Số' }], rows));
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((page, at) => {
      const heads = page.lines.filter(({ text }) => text === 'Giấy tờ');
      // Read aloud and copied once.
      expect(heads.map(({ artifact }) => artifact)).toEqual([at > 0]);
      expect(conflictsOn(page)).toEqual([]);
    });
  });

  it('are the same tables, drawn at once or in pieces', () => {
    const columns = [{ title: 'Giấy tờ', share: 2 }, { title: 'Số' }];
    const rows = Array.from({ length: 90 }, (_, at) => [`Dòng ${String(at)}`, 'hai']);
    const whole = print((page) => {
      page.table(columns, rows);
      page.paragraph('hết');
    });
    const inPieces = print((page) => {
      const table = page.openTable(columns);
      for (let from = 0; from < rows.length; from += 20) table.rows(rows.slice(from, from + 20));
      page.paragraph('hết');
    });
    expect(inPieces.equals(whole)).toBe(true);
  });

  it('leave no heading alone at the foot of a page', () => {
    for (let lines = 30; lines < 60; lines += 1) {
      const { pages } = printAndRead((page) => {
        for (let line = 0; line < lines; line += 1) page.paragraph('một dòng');
        page.heading('Tiêu đề', 2);
        page.paragraph('nội dung');
      });
      const onPage = pages.findIndex((page) => page.lines.some(({ text }) => text === 'Tiêu đề'));
      expect(pages[onPage]?.lines.some(({ text }) => text === 'nội dung')).toBe(true);
    }
  });
});

describe('a QR code', () => {
  it('is drawn as the squares of its matrix, sharp, with white around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 400 }), (text) => {
        const { pages } = printAndRead((page) => page.qrCode(text, { alt: 'Mã QR', beside: ['Quét mã'] }));
        const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
        const side = (42 * 72) / 25.4;
        expect(squaresOf(pages[0]?.figures ?? [], side / size, size)).toBe(data.join(''));
      }),
      { numRuns: 40, seed: 2026 },
    );
  }, 30_000);
});

function drawEverything(page: PrintedDocument): void {
  drawTexts(page, ['Họ và tên', 'Ngày sinh', 'Nam'], ['Nguyễn Thị Mẫu', '01/02/2026']);
  page.qrCode('https://portal.test/d#abc', { alt: 'Mã QR', beside: ['Quét mã để kiểm tra.'] });
}

function drawTexts(page: PrintedDocument, some: readonly string[], more: readonly string[]): void {
  const [first = '', second = first] = some;
  page.columns([{ lines: [{ text: first, stroke: true }] }, { lines: [{ text: second, weight: 'bold' }] }]);
  page.heading(first, 1, 'center');
  page.writingLines({ label: first, hints: [second] }, 2);
  page.writingLines({ label: second });
  page.writingSquares({ label: second }, [{ count: 2, caption: 'ngày' }, { count: 4 }]);
  page.tickBoxes({ label: first }, some);
  page.list(more, { numbered: true });
  page.table([{ title: first }, { title: second, align: 'right' }], [some, more, []]);
  for (const text of more) page.paragraph(text);
}

/** Lines that reach beyond the paper's edge or into another line. */
function conflictsOn({ width, height, lines }: PrintedPage): readonly string[] {
  const outside = lines.filter((line) => line.x < 20 || line.x + line.width > width - 20 || line.y > height - 10);
  const meeting = lines.flatMap((line, at) => lines.slice(at + 1).filter((other) => meet(line, other)));
  return [...outside, ...meeting].map(({ text }) => text);
}

/** A letter reaches about its size above the base line and a quarter below. */
function meet(one: PrintedLine, other: PrintedLine): boolean {
  const [upper, lower] = one.y <= other.y ? [one, other] : [other, one];
  const above = lower.y - lower.size * 0.9 < upper.y + upper.size * 0.2;
  return above && one.x < other.x + other.width - 0.5 && other.x < one.x + one.width - 0.5;
}

function squaresOf(figures: PrintedPage['figures'], module: number, size: number): string {
  const [left, top] = [Math.min(...figures.map(({ x }) => x)), Math.min(...figures.map(({ y }) => y))];
  const dark = new Set(
    figures.flatMap(({ x, y, width }) =>
      Array.from({ length: Math.round(width / module) }, (_, at) => {
        const [column, row] = [Math.round((x - left) / module) + at, Math.round((y - top) / module)];
        return row * size + column;
      }),
    ),
  );
  return Array.from({ length: size * size }, (_, at) => (dark.has(at) ? 1 : 0)).join('');
}
