import { jest } from '@jest/globals';
import { type Caller, createIdentityMinter, createIdentityVerifier } from './identity.js';
import { generateIdentityKeys } from './key-generation.js';
import type { Viewer } from './viewer.js';

const keys = generateIdentityKeys('gateway-1');
const officer: Viewer = { kind: 'officer', id: 'ofc_1', officeId: 'off_ha-dong', roles: ['receive', 'sign'] };
const minter = createIdentityMinter({ privateKey: keys.privateKey });
const verifier = createIdentityVerifier({ publicKeys: keys.publicKeys, audience: 'dossiers' });

afterEach(() => jest.useRealTimers());
const at = (iso: string) =>
  jest.useFakeTimers({ now: new Date(iso), doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });

describe('an internal identity', () => {
  it('tells the subgraph it was made for who looks', async () => {
    expect(await verifier.verify(await minter.mint(of(officer), 'dossiers'))).toEqual(of(officer));
    await expect(verifier.verify(await minter.mint(of(officer), 'payments'))).rejects.toMatchObject({
      reason: 'wrong-audience',
    });
  });

  it('is used again for half of its life and refused at its end, also when it was known', async () => {
    at('2026-11-23T02:00:00Z');
    const minter = createIdentityMinter({ privateKey: keys.privateKey });
    const token = await minter.mint(of(officer), 'dossiers');
    await verifier.verify(token);
    at('2026-11-23T02:00:29Z');
    expect(await minter.mint(of(officer), 'dossiers')).toBe(token);
    at('2026-11-23T02:00:31Z');
    expect(await minter.mint(of(officer), 'dossiers')).not.toBe(token);
    expect(await verifier.verify(token)).toEqual(of(officer));
    at('2026-11-23T02:01:06Z');
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'expired' });
  });

  it('is not shared by viewers who differ in a role', async () => {
    const token = await minter.mint(of(officer), 'dossiers');
    expect(await minter.mint(of({ ...officer, roles: ['receive'] }), 'dossiers')).not.toBe(token);
  });

  it('of either key is accepted while two live', async () => {
    const next = generateIdentityKeys('gateway-2');
    const both = createIdentityVerifier({
      publicKeys: { keys: [...keys.publicKeys.keys, ...next.publicKeys.keys] },
      audience: 'dossiers',
    });
    for (const { privateKey } of [keys, next]) {
      const token = await createIdentityMinter({ privateKey }).mint(of(officer), 'dossiers');
      expect(await both.verify(token)).toEqual(of(officer));
    }
    const stranger = await createIdentityMinter(generateIdentityKeys('gateway-3')).mint(of(officer), 'dossiers');
    await expect(both.verify(stranger)).rejects.toMatchObject({ reason: 'bad-signature' });
  });
});

function of(viewer: Viewer): Caller {
  return { viewer, address: '192.0.2.7' };
}
