import {
  formatDossierCode,
  formatSlipNumber,
  normaliseDossierCode,
  parseDossierCode,
  parseSlipNumber,
} from './dossier-code.js';
import { parsePersonalId, personalIdAgrees } from './personal-id.js';
import { parsePhone } from './phone.js';
import { formatTrackingNumber, parseTrackingNumber } from './tracking-number.js';

describe('a dossier code', () => {
  it.each([
    'H26.153-261123-0001',
    'H26-261123-0001',
    '000.A0.01.H26-210212-9090',
    '000.01.12.34.H26-261123-0001',
    '000.00.28.H26-240229-1234',
  ])('%s is one, and is written again the same', (code) => {
    const parsed = parseDossierCode(code);
    expect(parsed).not.toBeNull();
    if (parsed) expect(formatDossierCode(parsed)).toBe(code);
  });

  it.each([
    'H26.153-260230-0001',
    '000.00.28.H26-250229-1234',
    'H26-261123-0000',
    'H26-261123-001',
    'H26-261123-00001',
    'Z26-261123-0001',
    'h26-261123-0001',
    '',
  ])('%s is none', (text) => {
    expect(parseDossierCode(text)).toBeNull();
  });

  it('is read however it was typed', () => {
    expect(normaliseDossierCode(' h26.153-261123-0001 ')).toBe('H26.153-261123-0001');
  });

  it.each([
    { unit: 'H26.153', day: '2026-11-23', sequence: 0 },
    { unit: 'H26.153', day: '2026-11-23', sequence: 10_000 },
    { unit: 'H26.153', day: '2026-02-30', sequence: 1 },
    { unit: 'H26.153', day: '1926-11-23', sequence: 1 },
    { unit: 'h26', day: '2026-11-23', sequence: 1 },
  ])('is not made from %j', (parts) => {
    expect(() => formatDossierCode(parts)).toThrow(RangeError);
  });

  it('names its slips', () => {
    expect(formatSlipNumber('H26.153-261123-0001', 2, 1)).toBe('H26.153-261123-0001/02-1');
    expect(parseSlipNumber('H26.153-261123-0001/02-1')).toEqual({
      dossierCode: 'H26.153-261123-0001',
      form: 2,
      issue: 1,
    });
    expect(parseSlipNumber('H26.153-261123-0001/00-1')).toBeNull();
    expect(parseSlipNumber('H26.153-261123-0001')).toBeNull();
    expect(() => formatSlipNumber('H26.153', 2, 1)).toThrow(RangeError);
  });
});

describe('a tracking number', () => {
  it.each(['EA987654326VN', 'EH123456785VN', 'EE000000080VN', 'EE000000155VN', 'RR473124829GB', 'EB000717595HK'])(
    '%s is one, and is written again the same',
    (text) => {
      const parsed = parseTrackingNumber(text);
      expect(parsed).not.toBeNull();
      if (parsed) expect(formatTrackingNumber(parsed)).toBe(text);
    },
  );

  it.each(['EA987654325VN', 'EA897654326VN', 'EB000717594HK', 'EA98765432VN', 'ea987654326vn'])(
    '%s is none',
    (text) => {
      expect(parseTrackingNumber(text)).toBeNull();
    },
  );

  it('may be typed with spaces', () => {
    expect(parseTrackingNumber('EA 98765432 6 VN')).toEqual({ service: 'EA', serial: 98_765_432, country: 'VN' });
  });

  it('is not made from parts that do not fit', () => {
    expect(() => formatTrackingNumber({ service: 'E', serial: 1, country: 'VN' })).toThrow(RangeError);
    expect(() => formatTrackingNumber({ service: 'EA', serial: 100_000_000, country: 'VN' })).toThrow(RangeError);
  });
});

describe('a personal id', () => {
  it.each([
    ['001090000018', 'male', 1990],
    ['001190000017', 'female', 1990],
    ['001304000011', 'female', 2004],
    ['001218000014', 'male', 2018],
    ['000085000001', 'male', 1985],
  ])('%s is of a %s person born in %i', (id, gender, birthYear) => {
    expect(parsePersonalId(id)).toMatchObject({ gender, birthYear });
  });

  it.each(['03620100001', '0012O4000011', '٠٠١٠٩٠٠٠٠٠١٨', ''])('%p is none', (text) => {
    expect(parsePersonalId(text)).toBeNull();
  });

  it('is compared only with what is known', () => {
    expect(personalIdAgrees('001090000018', { bornOn: '1990-05-01', gender: 'male' })).toBe(true);
    expect(personalIdAgrees('001090000018', { bornOn: '1991-05-01' })).toBe(false);
    expect(personalIdAgrees('001090000018', { gender: 'female' })).toBe(false);
    expect(personalIdAgrees('001090000018', {})).toBe(true);
    expect(personalIdAgrees('nonsense', { gender: 'female' })).toBe(true);
  });
});

describe('a phone number', () => {
  it.each([
    ['0900.000.001', '+84900000001', 'mobile'],
    ['+84 900 000 001', '+84900000001', 'mobile'],
    ['0084900000001', '+84900000001', 'mobile'],
    ['84900000001', '+84900000001', 'mobile'],
    ['02433.824.606', '+842433824606', 'landline'],
  ])('%s is %s, a %s', (text, e164, kind) => {
    expect(parsePhone(text)).toEqual({ ok: true, e164, kind, canReceiveSms: kind === 'mobile' });
  });

  it.each([
    ['0123456789', 'UNKNOWN_PREFIX'],
    ['0671234567', 'UNKNOWN_PREFIX'],
    ['0283822222', 'WRONG_LENGTH'],
    ['09000000011', 'WRONG_LENGTH'],
    ['+1 202 555 0100', 'NOT_VIETNAMESE'],
    ['12', 'NOT_VIETNAMESE'],
    ['phone', 'NOT_A_NUMBER'],
    ['', 'NOT_A_NUMBER'],
  ])('%p is refused: %s', (text, problem) => {
    expect(parsePhone(text)).toEqual({ ok: false, problem });
  });
});
