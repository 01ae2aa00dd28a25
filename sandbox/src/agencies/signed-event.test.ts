import { generateKeyPairSync, sign } from 'node:crypto';
import { DossierStepStarted, toCloudEvent } from '@motcua/event-contracts';
import { verifiedEvent } from './signed-event.js';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const keys = { find: (kid: string) => Promise.resolve(kid === 'partner-1' ? publicKey : undefined) };
const event = toCloudEvent(DossierStepStarted, DossierStepStarted.sample, {
  ...{ id: 'dos_1/5', source: '/motcua/dossiers', subject: 'dos_1', key: 'dos_1', sequence: 5 },
  occurredAt: new Date('2026-11-23T04:00:00Z'),
});

function message(value: Buffer, headers: Readonly<Record<string, string>>) {
  return { value, header: (name: string) => headers[name] };
}
function signed(value: Buffer, kid = 'partner-1') {
  const signature = sign(null, Buffer.concat([Buffer.from(`${event.id}.${event.time}.`), value]), privateKey);
  return { 'motcua-signature': signature.toString('base64url'), 'motcua-key-id': kid };
}

describe('a signed event', () => {
  const body = Buffer.from(JSON.stringify(event));

  it('is believed', async () => {
    expect(await verifiedEvent(message(body, signed(body)), keys)).toEqual(event);
  });

  it('is not believed when one byte of it was changed', async () => {
    const changed = Buffer.from(body.toString().replace('registerResidence', 'registerEverybody'));
    expect(await verifiedEvent(message(changed, signed(body)), keys)).toBe('WRONG_SIGNATURE');
  });

  it.each([
    ['nobody', {}, 'UNSIGNED'],
    ['an unknown key', signed(body, 'partner-9'), 'UNKNOWN_KEY'],
    ['a signature that is none', { ...signed(body), 'motcua-signature': 'AAAA' }, 'WRONG_SIGNATURE'],
  ])('is not believed when it was signed by %s', async (_whom, headers, refusal) => {
    expect(await verifiedEvent(message(body, headers), keys)).toBe(refusal);
  });

  it.each(['', 'x', '[]', '{"id":"1"}'])('is no event: %s', async (text) => {
    const value = Buffer.from(text);
    expect(await verifiedEvent(message(value, signed(value)), keys)).toBe('NOT_AN_EVENT');
  });
});
