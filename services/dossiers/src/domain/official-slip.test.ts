import type { OfficePaper } from './office-paper.js';
import { standingTexts } from './office-paper.js';
import { findIssued } from './official-slip.js';
import { at, slipOf, stories, type Story } from './official-slip.fixture.js';

/** Labels and values of its tables with two columns. */
const linesOf = ({ parts }: OfficePaper) =>
  Object.fromEntries(
    parts.flatMap((part) =>
      part.kind === 'TABLE' && part.columns.length === 2 ? part.rows.map(([label, value]) => [label, value]) : [],
    ),
  ) as Record<string, string>;
const rowsOf = ({ parts }: OfficePaper, columns: number) =>
  parts.flatMap((part) => (part.kind === 'TABLE' && part.columns.length === columns ? part.rows : []));
const signersOf = ({ parts }: OfficePaper) => parts.flatMap((part) => (part.kind === 'SIGNATURES' ? part.signers : []));

const about = {
  'Mã hồ sơ': 'H26.153-261123-0001',
  'Thủ tục': 'Membership of a tennis club (vi) (9.000001)',
  'Người nộp': 'Nguyễn Văn Bóng Mẫu',
};

describe('every official slip', () => {
  it.each(Object.keys(stories) as Story[])('has its number, the letterhead and a place to sign: %s', (story) => {
    const [number] = stories[story];
    for (const language of ['vi', 'en'] as const) {
      const texts = standingTexts(slipOf(story, { language }));
      expect(texts).toContain(language === 'vi' ? `Số: ${number}` : `No.: ${number}`);
      expect(texts).toEqual(expect.arrayContaining(['Sân Mẫu', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM']));
      // Officers stand on none of them, nor do codes of accounts.
      for (const account of ['receiver', 'processor', 'leader', 'apk_']) {
        expect(texts.some((text) => text.includes(account))).toBe(false);
      }
    }
    expect(signersOf(slipOf(story)).length > 0).toBe(story !== 'control');
  });

  it('is none of another number', () => {
    for (const number of ['', 'H26.153-261123-0001', 'H26.153-261123-0001/01-2', 'H26.153-261123-0002/01-1']) {
      expect(findIssued(stories.receipt[1], number)).toBeNull();
    }
  });

  it('says what it said when it was issued, whatever happened since', () => {
    const [number, facts] = stories.apology;
    const receipt = findIssued(facts, `${number.split('/')[0] ?? ''}/01-1`);
    expect(receipt?.state.status).toBe('RECEIVED');
    expect(receipt?.facts.at(-1)?.type).toBe('DossierReceived');
  });
});

describe('01, the receipt', () => {
  it('says who handed in what, when, until when, at which fee, and how the result is received', () => {
    const paper = slipOf('receipt');
    expect(paper).toMatchObject({ title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', size: 'A5' });
    expect(linesOf(paper)).toEqual({
      ...about,
      'Điện thoại': '0900000077',
      'Tiếp nhận lúc': '09:00 23/11/2026',
      'Hẹn trả kết quả': expect.stringMatching(/^17:\d\d \d\d\/\d\d\/2026$/),
      'Nhận kết quả': 'Tại bộ phận Một cửa; xin mang theo giấy này',
    });
    expect(rowsOf(paper, 4)).toEqual([
      ['photo (vi)', '0', '0', '2'],
      ['racket (vi)', '0', '1', '0'],
    ]);
    expect(rowsOf(paper, 3)).toEqual([
      ['Thẻ', '2', '16.000 ₫'],
      ['Tổng cộng', '', '16.000 ₫'],
    ]);
    expect(signersOf(paper)).toEqual(['NGƯỜI NỘP HỒ SƠ', 'NGƯỜI TIẾP NHẬN HỒ SƠ']);
  });
});

describe('02, the request for a supplement', () => {
  it('has a line for each item, with its reason and the officer’s words', () => {
    const paper = slipOf('request');
    expect(linesOf(paper)).toMatchObject({ 'Giai đoạn': 'Trước khi tiếp nhận', 'Bổ sung trước': '09:00 23/12/2026' });
    expect(rowsOf(paper, 4)).toEqual([
      ['photo (vi)', '0', '1', 'Bản chụp mờ, không đọc được: Ảnh bị mờ'],
      ['level (vi)', '', '', 'Lý do khác (OURS_1)'],
    ]);
    expect(signersOf(paper)).toEqual(['NGƯỜI HƯỚNG DẪN']);
  });
});

describe('03, 04, 05 and the letter', () => {
  it('03 says why it is not taken in', () => {
    const paper = slipOf('decline');
    expect(linesOf(paper)).toEqual({
      ...about,
      'Thời điểm nộp': '09:00 23/11/2026',
      'Lập lúc': '09:00 23/11/2026',
      'Lý do': 'Không thuộc thẩm quyền của cơ quan này',
      'Ý kiến của cán bộ': 'Ảnh bị mờ',
    });
    const unanswered = linesOf(slipOf('unanswered', { words: [] }));
    expect(unanswered['Lý do']).toBe('Không bổ sung hồ sơ trong thời hạn đã yêu cầu');
    expect(Object.keys(unanswered)).not.toContain('Ý kiến của cán bộ');
  });

  it('04 says the old date, the new one, and sorry', () => {
    const paper = slipOf('apology');
    expect(linesOf(paper)).toMatchObject({
      'Tiếp nhận lúc': '09:00 23/11/2026',
      'Lý do': 'Cơ quan phối hợp trả lời chậm',
      'Ngày hẹn mới': expect.stringMatching(/ 08\/12\/2026$/),
    });
    expect(linesOf(paper)['Ngày hẹn trước đây']).not.toBe(linesOf(paper)['Ngày hẹn mới']);
    expect(standingTexts(paper).join(' ')).toContain('Cơ quan xin lỗi');
  });

  it('05 says how far the work had come, what was decided and what becomes of the money', () => {
    expect(linesOf(slipOf('withdrawal'))).toMatchObject({
      'Đã làm đến': '2/5 bước: appraise (vi), 14:00 23/11/2026',
      'Quyết định': 'Dừng theo đề nghị rút hồ sơ của người nộp',
      'Phí, lệ phí': 'Được quyết toán sau và báo riêng',
    });
    expect(linesOf(slipOf('stop'))).toMatchObject({
      'Quyết định': 'Dừng vì hồ sơ không thể giải quyết tiếp',
      'Lý do': 'Không bổ sung hồ sơ trong thời hạn đã yêu cầu',
    });
  });

  it('the letter is on A4 and gives the reason', () => {
    const paper = slipOf('letter');
    expect(paper).toMatchObject({ size: 'A4', title: 'Thông báo không giải quyết hồ sơ' });
    expect(linesOf(paper)).toMatchObject({ 'Lý do': 'Không thuộc thẩm quyền của cơ quan này' });
    expect(signersOf(paper)).toEqual(['THỦ TRƯỞNG CƠ QUAN']);
  });
});

describe('06, the control sheet', () => {
  it('has a line per hand-over, by role, with its times and how it went', () => {
    const paper = slipOf('control');
    expect(paper.size).toBe('A4');
    const rows = rowsOf(paper, 8).map(([work, from, to, given, , ended, standing]) => [
      ...[work, from, to],
      ...[given, ended, standing],
    ]);
    expect(rows).toEqual([
      ['Tiếp nhận hồ sơ', 'applicant (vi)', 'onestop (vi)', '09:00 23/11/2026', '09:00 23/11/2026', 'Đúng hạn'],
      ['appraise (vi)', 'onestop (vi)', 'justice (vi)', '09:00 23/11/2026', '14:00 23/11/2026', 'Trước hạn'],
      ['assignCourt (vi)', 'justice (vi)', 'police (vi)', '14:00 23/11/2026', '10:00 30/11/2026', 'Trả lại'],
      ['insurePlayer (vi)', 'justice (vi)', 'bhxh (vi)', '14:00 23/11/2026', '', 'Đang làm'],
      ['assignCourt (vi)', 'onestop (vi)', 'police (vi)', '11:00 30/11/2026', '15:00 30/11/2026', 'Trước hạn'],
    ]);
  });

  it('grows with the work and says as of when', () => {
    const [number, facts] = stories.control;
    const early = findIssued(facts.slice(0, 4), number);
    expect(rowsOf(slipOf('control', early ?? {}), 8)).toHaveLength(2);
    expect(standingTexts(slipOf('control'))).toContain('Ghi nhận đến 15:00 30/11/2026');
    expect(slipOf('control').datedAt).toEqual(at('2026-11-30T15:00').at);
  });
});
