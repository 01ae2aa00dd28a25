import { filed, clubSteps } from './dossier-story.fixture.js';
import type { Filing, SubmittedPaper } from './dossier-facts.js';
import { momentInWords } from './moment-in-words.js';
import type { OfficePaper } from './office-paper.js';
import { submissionSlip, type SubmissionAbout } from './submission-slip.js';
import { tennisDefinition } from './tennis-club.fixture.js';

const paper = (key: string, id: string): SubmittedPaper => ({
  ...{ id, paper: key, fileId: id, encryptedName: 'encrypted', contentType: 'application/pdf', sizeBytes: 1 },
  ...{ state: 'CLEAN', attachedAt: new Date('2026-11-23T02:00:00Z') },
});
const fee = { key: 'card', nameVi: 'Thẻ', nameEn: 'Card', amountVnd: 8_000, quantity: 2, totalVnd: 16_000 };

const content = (change: Partial<Filing> = {}, about: Partial<SubmissionAbout> = {}) =>
  submissionSlip({
    submission: filed(clubSteps, { submittedAt: new Date('2026-11-23T17:05:00Z'), ...change }),
    definition: tennisDefinition(),
    office: { name: { vi: 'Câu lạc bộ Mẫu', en: 'Sample Club' }, phone: '0900000000', address: 'Sân Mẫu' },
    applicantName: 'Nguyễn Văn Bóng Mẫu',
    language: 'vi',
    ...about,
  });

/** The rows of its tables: about, papers where there are any, fees. */
const tablesOf = ({ parts }: OfficePaper) => parts.flatMap((part) => (part.kind === 'TABLE' ? [part.rows] : []));

describe('the submission slip', () => {
  it('says what was submitted, where, by whom and when', () => {
    const { office, number, ...paper } = content();
    const [about = []] = tablesOf({ office, number, ...paper });
    expect(number).toBe('H26.153-261123-0001');
    expect(office).toEqual(['Câu lạc bộ Mẫu', 'Sân Mẫu', 'Điện thoại: 0900000000']);
    expect(Object.fromEntries(about.map(([label, value]) => [label, value]))).toEqual({
      'Mã hồ sơ': 'H26.153-261123-0001',
      'Thủ tục': 'Membership of a tennis club (vi) (9.000001)',
      'Nơi tiếp nhận': 'Câu lạc bộ Mẫu',
      'Người nộp': 'Nguyễn Văn Bóng Mẫu',
      'Thời điểm nộp': '00:05 24/11/2026',
      'Nhận kết quả': 'Tại nhà, qua bưu chính',
      'Thời hạn giải quyết': '5 ngày làm việc, kể từ khi được tiếp nhận',
    });
  });

  it('says it in English as well', () => {
    const paper = content({}, { language: 'en' });
    const [about] = tablesOf(paper);
    expect(about).toContainEqual(['Procedure', 'Membership of a tennis club (9.000001)']);
    expect(about).toContainEqual(['Office', 'Sample Club']);
    const steps = paper.parts.flatMap((part) => (part.kind === 'LIST' ? part.items : []));
    expect(steps[0]).toBe('Keep the code H26.153-261123-0001 to follow your dossier.');
  });

  it('names the papers by the definition, in its order, with how many files of each', () => {
    const papers = [paper('medicalNote', 'fil_2'), paper('photo', 'fil_1'), paper('photo', 'fil_3')];
    expect(tablesOf(content({ papers }))[1]).toEqual([
      ['photo (vi)', '2'],
      ['medicalNote (vi)', '1'],
    ]);
  });

  it('adds up the fees; postage is told later', () => {
    expect(tablesOf(content({ fees: [fee], feeTotalVnd: 16_000 }))[1]).toEqual([
      ['Thẻ', '2', '16.000 ₫'],
      ['Cước bưu chính', '1', 'báo sau'],
      ['Tổng cộng', '', '16.000 ₫'],
    ]);
    expect(tablesOf(content({ deliveryMethod: 'DESK' }))[1]).toEqual([['Tổng cộng', '', '0 ₫']]);
  });

  it('can be printed when the office is not known any more', () => {
    expect(content({}, { office: null })).toMatchObject({ office: ['off_club'] });
  });
});

describe('a moment in words', () => {
  it.each([
    ['2026-11-23T17:00:00Z', '00:00 24/11/2026'],
    ['2026-11-23T16:59:59Z', '23:59 23/11/2026'],
    ['2026-01-01T01:07:00Z', '08:07 01/01/2026'],
  ])('is the time in Vietnam: %s', (at, words) => expect(momentInWords(new Date(at))).toBe(words));
});
