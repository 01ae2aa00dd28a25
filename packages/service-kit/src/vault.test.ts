import { generateVaultKeys } from './key-generation.js';
import { VaultKeys } from './key-sets.js';
import { Refusal } from './pure.js';
import { createVault } from './vault.js';

const keys = generateVaultKeys('vault-2026');
const vault = createVault(keys);
const place = 'dossiers/dos_1/applicant';
const applicant = { name: 'Nguyễn Văn Mẫu', wardCode: '10081' };

const codeOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'NONE';
};

describe('the vault', () => {
  it('gives back what it was given, and never the same text twice', () => {
    const key = vault.newDataKey();
    const [first, second] = [vault.encrypt(key, place, applicant), vault.encrypt(key, place, applicant)];
    expect(vault.decrypt(key, place, first)).toEqual(applicant);
    expect(first).not.toBe(second);
    expect(first).not.toContain(Buffer.from('Nguyễn').toString('base64url').slice(0, 6));
  });

  it('refuses a text that was changed, moved to another place, or of another data key', () => {
    const key = vault.newDataKey();
    const text = vault.encrypt(key, place, applicant);
    const changed = `${text.slice(0, -2)}${text.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(codeOf(() => vault.decrypt(key, place, changed))).toBe('VAULT_TEXT_BROKEN');
    expect(codeOf(() => vault.decrypt(key, 'dossiers/dos_2/applicant', text))).toBe('VAULT_TEXT_BROKEN');
    expect(codeOf(() => vault.decrypt(vault.newDataKey(), place, text))).toBe('VAULT_TEXT_BROKEN');
    for (const nonsense of ['', 'v1', 'v1.a.b', 'v2.a.b', 'v1.a.b.c']) {
      expect(codeOf(() => vault.decrypt(key, place, nonsense))).toBe('VAULT_TEXT_BROKEN');
    }
  });

  it('reads old data after a rotation, wraps new keys by the new one, and forgets with the old one', () => {
    const oldKey = vault.newDataKey();
    const text = vault.encrypt(oldKey, place, applicant);
    const next = generateVaultKeys('vault-2027').keys.filter(({ use }) => use === 'enc');
    const rotated = createVault(VaultKeys.parse({ keys: [...next, ...keys.keys] }));
    expect(rotated.decrypt(oldKey, place, text)).toEqual(applicant);
    const rewrapped = rotated.rewrap(oldKey);
    const withoutOld = createVault({ keys: [...next, ...keys.keys.filter(({ use }) => use === 'sig')] });
    expect(withoutOld.decrypt(rewrapped, place, text)).toEqual(applicant);
    expect(codeOf(() => withoutOld.decrypt(oldKey, place, text))).toBe('VAULT_KEY_UNKNOWN');
    expect(withoutOld.blindIndex('phone', '0912000001')).toBe(vault.blindIndex('phone', '0912000001'));
  });

  it('finds equal values of one purpose and keeps purposes apart', () => {
    expect(vault.blindIndex('phone', '0912000001')).toBe(vault.blindIndex('phone', '0912000001'));
    expect(vault.blindIndex('phone', '0912000001')).not.toBe(vault.blindIndex('personalId', '0912000001'));
    expect(vault.blindIndex('phone', '0912000001')).not.toBe(
      createVault(generateVaultKeys('other')).blindIndex('phone', '0912000001'),
    );
  });

  it('takes a set with nothing but a wrapping key', () => {
    const [wrapping] = keys.keys;
    const plain = createVault(VaultKeys.parse({ keys: [{ kty: 'oct', kid: 'data-1', k: wrapping?.k }] }));
    const key = plain.newDataKey();
    expect(plain.decrypt(key, place, plain.encrypt(key, place, [1, null]))).toEqual([1, null]);
  });
});
