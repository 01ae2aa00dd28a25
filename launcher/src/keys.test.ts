import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findKeys } from './keys.js';

const folder = mkdtempSync(join(tmpdir(), 'motcua-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('keys of a development platform', () => {
  it('are made once and kept beside the data they protect, readable by their owner alone', async () => {
    const file = join(folder, 'kept/keys.json');
    const made = await findKeys(file, ['residence-police']);
    expect(await findKeys(file, ['residence-police'])).toEqual(made);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(made.AGENCY_PASSWORDS)).toEqual({ 'residence-police': expect.any(String) });
  });

  it('differ from platform to platform, and no private part is in a public set', async () => {
    const [one, other] = await Promise.all([findKeys(undefined, []), findKeys(undefined, [])]);
    expect(one.DATA_KEYS).not.toBe(other.DATA_KEYS);
    expect(one.IDENTITY_PUBLIC_KEYS).not.toContain('"d"');
    expect(one.SEAL_PUBLIC_KEYS).not.toContain('"d"');
  });

  it('are missed by name when somebody took one away', async () => {
    const file = join(folder, 'damaged.json');
    const damaged = JSON.stringify({ ...(await findKeys(undefined, [])), CAPTCHA_SECRET: undefined });
    writeFileSync(file, damaged);
    await expect(findKeys(file, [])).rejects.toThrow('CAPTCHA_SECRET');
    expect(readFileSync(file, 'utf8')).toBe(damaged);
  });
});
