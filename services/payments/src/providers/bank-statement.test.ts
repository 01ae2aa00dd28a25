import { readStatement } from './bank-statement.js';
import { hmacSha512 } from './vnpay-signature.js';

const secret = 'TESTSECRETNOTREAL0123456789ABCDEF';
const day = '2026-11-23';
const line = {
  ...{ lineId: 'l1', kind: 'TRANSFER', reference: 'CT tu NGUYEN VAN MAU P2611230000001A2 ND', transactionNo: 'FT1' },
  ...{ amountVnd: 28_000, at: '2026-11-23T03:00:00.000Z' },
};
const signed = (lines: readonly (typeof line)[], of = day) => {
  const text = lines.map((each) =>
    [each.lineId, each.kind, each.reference, each.transactionNo, String(each.amountVnd), each.at].join('|'),
  );
  return { day: of, lines, checksum: hmacSha512(secret, [of, ...text].join('\n')) };
};

describe('a statement', () => {
  it('is read with our reference out of what people wrote', () => {
    expect(readStatement(signed([line]), secret, day)).toEqual([
      { ...line, reference: 'P2611230000001A2', at: new Date(line.at) },
    ]);
  });

  it.each(['tien nha', 'P26112300000012A1', 'P2611230000001'])('leaves "%s" at the bank', (reference) => {
    expect(readStatement(signed([{ ...line, reference }]), secret, day)).toMatchObject([{ reference: 'l1' }]);
  });

  it('counts only when the bank signed it, for this day', () => {
    expect(readStatement({ ...signed([line]), lines: [] }, secret, day)).toBeNull();
    expect(readStatement(signed([line], '2026-11-22'), secret, day)).toBeNull();
    expect(readStatement(signed([line]), 'another secret', day)).toBeNull();
    expect(readStatement({ ...signed([line]), checksum: undefined }, secret, day)).toBeNull();
    expect(readStatement(signed([{ ...line, amountVnd: -1 }]), secret, day)).toBeNull();
    expect(readStatement(null, secret, day)).toBeNull();
  });
});
