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

  it('of an earlier version stay as they are and get what came later', async () => {
    const file = join(folder, 'earlier.json');
    const { ACCESS_TOKEN_KEYS, ACCESS_TOKEN_PUBLIC_KEYS, DOCUMENT_SIGNING_KEYS, ...earlier } = await findKeys(
      undefined,
      [],
    );
    writeFileSync(file, JSON.stringify(earlier), { mode: 0o600 });
    const upgraded = await findKeys(file, []);
    expect(upgraded).toMatchObject(earlier);
    expect(publicPartOf(upgraded.ACCESS_TOKEN_KEYS)).toBe(publicPartOf(upgraded.ACCESS_TOKEN_PUBLIC_KEYS));
    expect(publicPartOf(upgraded.ACCESS_TOKEN_KEYS)).not.toBe(publicPartOf(ACCESS_TOKEN_PUBLIC_KEYS));
    expect([ACCESS_TOKEN_KEYS, DOCUMENT_SIGNING_KEYS]).not.toContain(upgraded.DOCUMENT_SIGNING_KEYS);
    expect(await findKeys(file, [])).toEqual(upgraded);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('are missed by name when one half of a pair is gone', async () => {
    const file = join(folder, 'half.json');
    writeFileSync(file, JSON.stringify({ ...(await findKeys(undefined, [])), ACCESS_TOKEN_KEYS: undefined }));
    await expect(findKeys(file, [])).rejects.toThrow('ACCESS_TOKEN_KEYS');
  });
});

function publicPartOf(keys: string): unknown {
  return (JSON.parse(keys) as { keys: { x: string }[] }).keys[0]?.x;
}
