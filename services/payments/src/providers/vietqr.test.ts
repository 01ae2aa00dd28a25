import { crc16, vietQrText } from './vietqr.js';

// Published by NAPAS as examples of the format.
const standing = '00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F';
const forOnePayment =
  '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E';

describe('the CRC of a VietQR code', () => {
  it.each([standing, forOnePayment])('is that of the published example %#', (text) => {
    expect(crc16(text.slice(0, -4))).toBe(text.slice(-4));
  });
});

describe('a VietQR code', () => {
  const account = { bankId: '970403', accountNumber: '0011012345678' };

  it('has account, sum and reference, field by field as in the published example', () => {
    const text = vietQrText(account, { amountVnd: 180_000, reference: 'P2611230000001A1' });
    expect(text.slice(0, -4)).toBe(
      '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN' +
        '62200816P2611230000001A16304',
    );
    expect(text.slice(-4)).toBe(crc16(text.slice(0, -4)));
  });

  it.each([
    [0, 'P1'],
    [0.5, 'P1'],
    [8_000, ''],
    [8_000, 'Lệ phí'],
    [8_000, 'P'.repeat(26)],
  ])('is not made of %p and %p', (amountVnd, reference) => {
    expect(() => vietQrText(account, { amountVnd, reference })).toThrow(RangeError);
  });
});
