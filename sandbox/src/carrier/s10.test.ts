import { isS10 } from './s10.js';

describe('an S10 code', () => {
  it.each(['EA987654326VN', 'EH123456785VN', 'EE000000080VN', 'EE000000155VN', 'RR473124829GB', 'EB000717595HK'])(
    '%s is one',
    (code) => expect(isS10(code)).toBe(true),
  );
  it.each(['EA987654325VN', 'EA897654326VN', 'EB000717594HK', 'EA98765432VN', 'ea987654326vn', 'EA 987654326 VN', ''])(
    '"%s" is none',
    (code) => expect(isS10(code)).toBe(false),
  );
});
