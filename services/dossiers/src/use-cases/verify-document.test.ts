import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IdentityPrivateKeys } from '@motcua/service-kit';
import { CompactSign, importJWK } from 'jose';
import { qrTextOf, signedTextIn, type SignedDocument } from '../domain/signed-document.js';
import { createDocumentSigner, publicDocumentKeys } from '../providers/document-signer.js';
import { verifyDocument } from './verify-document.js';

const keyNamed = (kid: string) => ({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid });
const keySet = (...keys: readonly object[]) => IdentityPrivateKeys.parse({ keys });
const [older, newer] = [keyNamed('documents-1'), keyNamed('documents-2')];
const signer = createDocumentSigner(keySet(older));

const slip: SignedDocument = {
  kind: 'SUBMISSION_SLIP',
  code: 'H26.153-261123-0001',
  office: 'off_club',
  procedure: '9.000001',
  issuedAt: '2026-11-23T02:00:00.000Z',
  receipt: 'AAAAAAAAAAAAAAAAAAAAAA',
};
const { receipt, ...shown } = slip;

describe('what a paper says', () => {
  it('is read back as it was signed, the same text each time', async () => {
    const text = await signer.sign(slip);
    expect(await signer.sign(slip)).toBe(text);
    expect(await signer.verify(text)).toEqual(slip);
    // Small enough for a code that a telephone reads from paper.
    expect(qrTextOf('https://dichvucong.example.vn', text).length).toBeLessThan(500);
  });

  it('is not believed once any one letter was changed', async () => {
    const text = await signer.sign(slip);
    const believed: number[] = [];
    for (let at = 0; at < text.length; at += 1) {
      for (const other of ['A', 'B', '-', '.'].filter((each) => each !== text[at])) {
        if ((await signer.verify(text.slice(0, at) + other + text.slice(at + 1))) !== null) believed.push(at);
      }
    }
    expect(believed).toEqual([]);
  });

  it('is believed under every key that is still in the set, and under no other', async () => {
    const both = createDocumentSigner(keySet(newer, older));
    expect(await both.verify(await signer.sign(slip))).toEqual(slip);
    expect(await signer.verify(await both.sign(slip))).toBeNull();
    const samename = createDocumentSigner(keySet({ ...newer, kid: older.kid }));
    expect(await signer.verify(await samename.sign(slip))).toBeNull();
  });

  it.each([
    ['no algorithm', { alg: 'none', kid: 'documents-1' }],
    ['a key of its own', { alg: 'EdDSA', jwk: { kty: 'OKP', crv: 'Ed25519', x: 'A' }, kid: 'documents-9' }],
    ['a secret as key', { alg: 'HS256', kid: 'documents-1' }],
    ['a demand nobody knows', { alg: 'EdDSA', kid: 'documents-1', crit: ['exp'], exp: 1 }],
  ])('is not believed with %s', async (_, header) => {
    const [, payload = '', mark = ''] = (await signer.sign(slip)).split('.');
    const forged = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${mark}`;
    expect(await signer.verify(forged)).toBeNull();
  });

  it('fails loudly where one of our keys signed something that is no paper', async () => {
    const stray = await new CompactSign(Buffer.from('{"kind":"RECEIPT"}'))
      .setProtectedHeader({ alg: 'EdDSA', kid: older.kid })
      .sign(await importJWK(older, 'EdDSA'));
    await expect(signer.verify(stray)).rejects.toThrow('kind');
  });
});

describe('a scanned text', () => {
  it('may be the signed text, or the link of whatever portal, and shows everything but the receipt', async () => {
    const text = await signer.sign(slip);
    for (const scanned of [
      text,
      ` ${text}\n`,
      qrTextOf('https://portal.test', text),
      `http://old.example.vn/d#${text}`,
    ]) {
      expect(await verifyDocument({ documents: signer }, scanned)).toEqual(shown);
    }
    expect(JSON.stringify(await verifyDocument({ documents: signer }, text))).not.toContain(receipt);
  });

  it.each([
    '',
    '#',
    'https://dichvucong.example.vn/d#',
    'a.b',
    'a.b.c.d',
    'a.b.c',
    '....',
    'https://dichvucong.example.vn/resume#abc',
    `${'a'.repeat(700)}.${'b'.repeat(700)}.${'c'.repeat(700)}`,
    'eyJ.eyJ.ệ',
    '\u0000.\u0000.\u0000',
  ])('that is none of ours says nothing: %j', async (scanned) => {
    expect(await verifyDocument({ documents: signer }, scanned)).toBeNull();
  });

  it('is not looked at when it is too long', () => {
    expect(signedTextIn(`https://portal.test/${'x'.repeat(2_000)}#a.b.c`)).toBeNull();
    expect(signedTextIn('https://portal.test/d#a.b.c')).toBe('a.b.c');
  });
});

describe('the public keys', () => {
  it('hold nothing to sign with', () => {
    const open = publicDocumentKeys(keySet(newer, older));
    expect(open.keys.map(({ kid }) => kid)).toEqual(['documents-2', 'documents-1']);
    expect(JSON.stringify(open)).not.toContain('"d"');
  });
});

describe('docs/operating/verify-a-slip.md', () => {
  const page = readFileSync(new URL('../../../../docs/operating/verify-a-slip.md', import.meta.url), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'motcua-slips-'));
  const [script, keys] = [join(folder, 'verify-slip.mjs'), join(folder, 'document-keys.json')];
  const run = (scanned: string) => spawnSync(process.execPath, [script, keys, scanned], { encoding: 'utf8' });

  beforeAll(() => {
    writeFileSync(script, /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
    writeFileSync(keys, JSON.stringify(publicDocumentKeys(keySet(newer, older))));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('tells a genuine paper with the public keys alone', async () => {
    const { status, stdout } = run(qrTextOf('https://portal.test', await signer.sign(slip)));
    expect({ status, said: JSON.parse(stdout) as unknown }).toEqual({ status: 0, said: shown });
  });

  it('finds a changed letter, wherever it is', async () => {
    const text = await signer.sign(slip);
    const places = [
      0,
      10,
      text.indexOf('.') + 5,
      text.lastIndexOf('.') - 3,
      text.lastIndexOf('.') + 9,
      text.length - 1,
    ];
    for (const at of places) {
      const { status, stdout, stderr } = run(text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1));
      expect({ at, status, stdout, stderr }).toMatchObject({ at, status: 1, stdout: '' });
      expect(stderr).toMatch(/^NOT GENUINE: /);
    }
  });
});
