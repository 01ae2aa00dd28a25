import { accessCodeFrom, dossierOpenedBy, type AccessRequest } from './access-request.js';
import { draftNotice, tellOfExpiry, type ExpiryApproached } from './draft-notice.js';
import { requireUuid } from './guest.js';
import { networkOf, tooManyRequests } from './limits.js';
import { refusalOf } from './refusal.fixture.js';

const at = new Date('2026-11-23T02:00:00Z');

describe('a one-time code', () => {
  const request: AccessRequest = {
    ...{ id: 'acr_1', typedKey: 'key', code: 'H26.153-261123-0001', channel: 'SMS', requestedAt: at, expiresAt: at },
    ...{ dossierId: 'dos_1', attempts: 1, usedAt: null },
  };

  it('is six digits, the same for the same request', () => {
    const keys = Array.from({ length: 500 }, (_, n) => Buffer.alloc(32, n).toString('base64url'));
    expect(keys.map(accessCodeFrom).filter((code) => !/^\d{6}$/.test(code))).toEqual([]);
    expect(accessCodeFrom(Buffer.alloc(32).toString('base64url'))).toBe('000000');
  });

  it('opens however it is copied', () => {
    for (const typed of ['012345', ' 012 345\n', '012-345', '\uff10\uff11\uff12\uff13\uff14\uff15']) {
      expect(dossierOpenedBy(request, '012345', typed)).toBe('dos_1');
    }
  });

  it.each([
    ['no request', null],
    ['the sixth attempt', { ...request, attempts: 6 }],
    ['one that was used', { ...request, usedAt: at }],
    ['no such dossier', { ...request, dossierId: null }],
  ])('opens nothing with %s', (_, found) => {
    expect(dossierOpenedBy(found, '012345', '012345')).toBeNull();
  });

  it('opens nothing when it is wrong', () => {
    for (const typed of ['', '012346', '12345', '0123450', 'x'.repeat(100_000)]) {
      expect(dossierOpenedBy(request, '012345', typed)).toBeNull();
    }
  });
});

describe('a request id that is answered with a token', () => {
  it('is a random UUID', () => {
    requireUuid('9f4c6c0e-5b6a-4e1d-9a55-0d7a4b6d2f10');
    requireUuid('0190F2B4-5B6A-7E1D-9A55-0D7A4B6D2F10');
    const others = ['request-1', '', '9f4c6c0e-5b6a-1e1d-9a55-0d7a4b6d2f10', '00000000-0000-0000-0000-000000000000'];
    expect(others.map((id) => refusalOf(() => requireUuid(id)))).toEqual(others.map(() => 'REQUEST_ID_MALFORMED'));
  });
});

describe('limits', () => {
  it.each([
    [null, 'unknown'],
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1'],
    ['2001:DB8:0:1::9', '2001:db8:0:1'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ])('count %s as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('say when to come back, a second at least', () => {
    expect(tooManyRequests(new Date(at.getTime() + 1), at).details).toEqual({ retryAfterSeconds: 1 });
    expect(tooManyRequests(new Date(at.getTime() + 60_000), at).details).toEqual({ retryAfterSeconds: 60 });
  });
});

describe('a reminder', () => {
  const approached = (expiresAt: string): ExpiryApproached => ({
    ...{ type: 'ExpiryApproached', procedureCode: '9.000001', officeId: 'off_club', sealedContact: 'sealed' },
    expiresAt: new Date(expiresAt),
  });

  it('is told once for each expiry', () => {
    const first = approached('2026-12-23T02:00:00Z');
    const [fact] = tellOfExpiry(first)(draftNotice.initial);
    if (fact === undefined) throw new Error('nothing was told');
    const told = draftNotice.evolve(draftNotice.initial, fact);
    expect(tellOfExpiry(first)(told)).toEqual([]);
    expect(tellOfExpiry(approached('2027-01-23T02:00:00Z'))(told)).toHaveLength(1);
  });
});
