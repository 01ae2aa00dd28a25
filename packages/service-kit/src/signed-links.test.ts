import { generateVaultKeys } from './key-generation.js';
import { createSignedLinks } from './signed-links.js';
import { createVault } from './vault.js';

const links = createSignedLinks(createVault(generateVaultKeys('links')));
const at = new Date('2026-11-23T02:00:00.000Z');
const later = (ms: number): Date => new Date(at.getTime() + ms);

describe('a signed link', () => {
  it('opens for five minutes and not a moment longer', () => {
    const token = links.sign('file', 'fil_1', at);
    expect(links.open('file', token, at)).toBe('fil_1');
    expect(links.open('file', token, later(299_999))).toBe('fil_1');
    expect(links.open('file', token, later(300_000))).toBeNull();
  });

  it('opens nothing of another kind, and nothing under other keys', () => {
    const token = links.sign('slip', 'dos_1', at);
    expect(links.open('slip', token, at)).toBe('dos_1');
    expect(links.open('file', token, at)).toBeNull();
    expect(createSignedLinks(createVault(generateVaultKeys('other'))).open('slip', token, at)).toBeNull();
  });

  it('opens nothing once any part of it is changed', () => {
    const token = links.sign('file', 'fil_1', at);
    const [id = '', end = '', mark = ''] = token.split('.');
    const far = later(86_400_000).getTime().toString(36);
    const otherId = Buffer.from('fil_2').toString('base64url');
    const changed = [`${otherId}.${end}.${mark}`, `${id}.${far}.${mark}`, `${id}.${end}.${mark.slice(0, -2)}`];
    for (const forged of [...changed, '', '.', '..', `${token}.`, `${token}A`, 'x'.repeat(400)]) {
      expect([forged, links.open('file', forged, at)]).toEqual([forged, null]);
    }
  });

  it('is safe in the path of an address and tells nothing but the id', () => {
    const token = links.sign('file', 'fil_1', at);
    expect(token).toMatch(/^[\w.-]+$/);
    expect(token.length).toBeLessThan(150);
  });
});
