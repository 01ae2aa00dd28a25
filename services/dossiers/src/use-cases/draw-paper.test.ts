import { readPrinted } from '@motcua/printed-documents';
import fc from 'fast-check';
import { countedLetters, standingTexts, textDigest } from '../domain/office-paper.js';
import { slipOf, stories, type Story } from '../domain/official-slip.fixture.js';
import { drawPaper } from './draw-paper.js';

const code = { text: `https://portal.test/d#${'a'.repeat(500)}`, readable: true };
const readTexts = (pdf: Buffer) =>
  readPrinted(pdf).pages.flatMap(({ lines }) => lines.flatMap(({ text, artifact }) => (artifact ? [] : [text])));

describe('a paper of an office', () => {
  it.each(Object.keys(stories) as Story[])(
    'says on paper what it says as data, in both languages: %s',
    async (story) => {
      for (const language of ['vi', 'en'] as const) {
        const paper = slipOf(story, { language });
        const pdf = await drawPaper(paper, code);
        expect(textDigest(readTexts(pdf))).toBe(textDigest(standingTexts(paper)));
        const { title, subject } = readPrinted(pdf);
        expect({ title, subject }).toEqual({ title: `${paper.title} ${paper.number}`, subject: code.text });
        expect((await drawPaper(paper, code)).equals(pdf)).toBe(true);
      }
    },
  );

  it('says so whatever people are called and officers write', async () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(words, words, async (name, said) => {
        const applicant = { name, phone: '0900000077', email: 'a@b.test' };
        const paper = slipOf('request', { applicant, words: [said] });
        expect(textDigest(readTexts(await drawPaper(paper, code)))).toBe(textDigest(standingTexts(paper)));
      }),
      { numRuns: 30, seed: 2026 },
    );
  }, 60_000);

  it('stays one paper over many pages, with heads that are read once', async () => {
    const paper = slipOf('receipt');
    const rows = Array.from({ length: 200 }, (_, at) => [String(at), 'Nguyễn Thị Mẫu']);
    const table = { kind: 'TABLE', columns: [{ title: 'Số' }, { title: 'Tên' }], rows } as const;
    const long = { ...paper, orientation: 'landscape', parts: [...paper.parts, table] } as const;
    const pdf = await drawPaper(long, code);
    expect(readPrinted(pdf).pages.length).toBeGreaterThan(5);
    expect(textDigest(readTexts(pdf))).toBe(textDigest(standingTexts(long)));
  });
});

describe('what is counted of a text', () => {
  it('is every letter that the printed font has of the list', async () => {
    const counted = new RegExp(`[${countedLetters}]`, 'u');
    const letters = Array.from({ length: 0x2200 }, (_, at) => String.fromCodePoint(at)).filter((each) =>
      counted.test(each),
    );
    expect(letters.length).toBeGreaterThan(290);
    const paper = slipOf('request', { words: [letters.join(' ')] });
    const printed = readTexts(await drawPaper(paper, code)).join('');
    expect(letters.filter((letter) => !printed.includes(letter.normalize('NFC')))).toEqual([]);
  });

  it('changes with each letter and mark, and not with white space or the way a letter is put together', () => {
    const digest = textDigest(['Nguyễn Văn Bóng', '16.000 ₫']);
    for (const other of ['Nguyên Văn Bóng', 'Nguyễn Vân Bóng', 'nguyễn Văn Bóng', 'Nguyễn Văn Bỏng']) {
      expect(textDigest([other, '16.000 ₫'])).not.toBe(digest);
    }
    expect(textDigest(['Nguyễn Văn Bóng', '16.000 $'])).not.toBe(digest);
    expect(textDigest(['Nguyễn  Văn\n', 'Bóng16.000₫'.normalize('NFD')])).toBe(digest);
  });
});
