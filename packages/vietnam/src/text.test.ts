import { foldAccents, searchKey } from './fold-accents.js';
import { formatVnd } from './money.js';
import { segmentSms } from './sms-text.js';

describe('folding accents', () => {
  it.each([
    ['Đặng Thị Mẫu', 'Dang Thi Mau'],
    ['8.000 ₫ – “bien lai”', '8.000 d - "bien lai"'],
    ['Nguyễn'.normalize('NFD'), 'Nguyen'],
    ['日本 Ürümqi…', '日本 Urumqi...'],
  ])('%p becomes %p', (text, folded) => {
    expect(foldAccents(text)).toBe(folded);
  });

  it('makes one search key of the ways to type a name', () => {
    expect(searchKey('  PHƯỜNG   Hà Đông ')).toBe('phuong ha dong');
  });
});

describe('a short message', () => {
  const supplement =
    'Hồ sơ H26.153-261123-0001 cần bổ sung. Xem chi tiết và nộp bổ sung tại dichvucong.example.vn trước ngày 08/12/2026.';

  it.each([
    ['Ho so H26.153-261123-0001 da duoc tiep nhan. Hen tra: 25/11/2026.', 'GSM-7', 65, 1],
    ['Hồ sơ H26.153-261123-0001 đã được tiếp nhận. Hẹn trả: 25/11/2026.', 'UCS-2', 65, 1],
    [supplement, 'UCS-2', 115, 2],
    [foldAccents(supplement), 'GSM-7', 115, 1],
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    [`${'a'.repeat(152)}€${'a'.repeat(10)}`, 'GSM-7', 164, 2],
    ['ồ'.repeat(70), 'UCS-2', 70, 1],
    ['ồ'.repeat(71), 'UCS-2', 71, 2],
    ['ồ'.repeat(135), 'UCS-2', 135, 3],
    ['Phi: 8000d [bien lai]', 'GSM-7', 23, 1],
    ['', 'GSM-7', 0, 0],
  ])('%p is %s of %i units in %i parts', (text, encoding, units, parts) => {
    expect(segmentSms(text)).toEqual({ encoding, units, parts });
  });

  it('never cuts a two-unit sign in half', () => {
    expect(segmentSms(`${'a'.repeat(152)}€${'a'.repeat(152)}`).parts).toBe(3);
    expect(segmentSms(`${'ồ'.repeat(66)}😀${'ồ'.repeat(66)}`).parts).toBe(3);
    expect(segmentSms('ồ'.normalize('NFD'))).toEqual({ encoding: 'UCS-2', units: 1, parts: 1 });
  });
});

describe('an amount of money', () => {
  it.each([
    [0, '0 ₫'],
    [8000, '8.000 ₫'],
    [2_800_000, '2.800.000 ₫'],
    [-24_000, '-24.000 ₫'],
  ])('%i is written %s', (amountVnd, text) => {
    expect(formatVnd(amountVnd)).toBe(text);
  });

  it('is whole', () => {
    expect(() => formatVnd(0.5)).toThrow(RangeError);
    expect(() => formatVnd(Number.NaN)).toThrow(RangeError);
  });
});
