import { generateKeyPairSync } from 'node:crypto';
import { createPartnerSigner, verifyPartnerSignature } from './partner-signature.js';

function newKey(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    secret: { ...privateKey.export({ format: 'jwk' }), kid },
    open: { ...publicKey.export({ format: 'jwk' }), kid },
  };
}
const [older, newer] = [newKey('2026-1'), newKey('2026-2')];
const event = { id: 'jar/1', time: '2026-11-23T02:00:00.000Z', body: Buffer.from('{"hello":"world"}') };
const published = { keys: [older.open, newer.open] };

describe('what goes to a partner is signed', () => {
  const headers = createPartnerSigner({ keys: [older.secret, newer.secret] }).sign(event);

  it('with the first key of the set, named in a header', () => {
    expect(headers['motcua-key-id']).toBe('2026-1');
    expect(verifyPartnerSignature(published, event, headers)).toBe(true);
  });

  it('so that two keys live at once while they are being changed', () => {
    const next = createPartnerSigner({ keys: [newer.secret, older.secret] }).sign(event);
    expect(verifyPartnerSignature(published, event, next)).toBe(true);
    expect(verifyPartnerSignature(published, event, headers)).toBe(true);
    expect(verifyPartnerSignature({ keys: [newer.open] }, event, headers)).toBe(false);
  });

  it.each([
    ['id', { ...event, id: 'jar/2' }],
    ['time', { ...event, time: '2026-11-23T02:00:01.000Z' }],
    ['body', { ...event, body: Buffer.from('{"hello":"moon"}') }],
  ])('over its %s', (_part, changed) => {
    expect(verifyPartnerSignature(published, changed, headers)).toBe(false);
  });

  it('and refuses keys that are not Ed25519 or have no id', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
    expect(() => createPartnerSigner({ keys: [{ ...rsa, kid: 'x' }] })).toThrow(/Ed25519/);
    expect(() => createPartnerSigner({ keys: [] })).toThrow(/key id/);
  });
});
