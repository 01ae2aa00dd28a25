import { generateIdentityKeys } from '@motcua/service-kit';
import { withStream } from '../altered-pdf.fixture.js';
import { standingTexts, textDigest } from '../domain/office-paper.js';
import { slipOf } from '../domain/official-slip.fixture.js';
import { qrTextOf, type SignedDocument } from '../domain/signed-document.js';
import { createDocumentSigner, publicDocumentKeys } from '../providers/document-signer.js';
import { drawPaper } from './draw-paper.js';
import { judgeSlip } from './judge-slip.js';

const { privateKey } = generateIdentityKeys('documents-1');
const signer = createDocumentSigner({ keys: [privateKey] });
const keys = publicDocumentKeys({ keys: [privateKey] });
const paper = slipOf('receipt');
const proof = {
  ...{ kind: 'SLIP', number: paper.number, form: '01', code: 'H26.153-261123-0001', office: 'off_club' },
  ...{ procedure: '9.000001', issuedAt: paper.datedAt.toISOString(), digest: textDigest(standingTexts(paper)) },
} as const satisfies SignedDocument;

const issue = async (signed: SignedDocument = proof, by = signer) => {
  const text = qrTextOf('https://portal.test', await signer.sign(signed));
  return by.seal(await drawPaper(paper, { text, readable: true }));
};
const outcome = (file: Buffer, by = keys) =>
  judgeSlip(file, by).then(
    () => 'genuine',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
const changedText = 'its text is not the text that was signed';
const changedFile = 'the file is not byte for byte as it was issued';
const unsigned = 'none of the keys signed what it says of itself';

let file: Buffer;
beforeAll(async () => {
  file = await issue();
});

describe('the file of a slip', () => {
  it('is genuine as it was issued', async () => {
    expect(await judgeSlip(file, keys)).toEqual(proof);
  });

  it('is not once any letter was changed', async () => {
    const letters: number[] = [];
    withStream(file, '1 0 0 -1 0', (content) => {
      for (const { index } of content.matchAll(/(?<=\[[^\]]*<[\da-f]*)[\da-f]{4}(?=(?:[\da-f]{4})*>)/g))
        letters.push(index);
      return content;
    });
    expect(letters.length).toBeGreaterThan(500);
    const outcomes: string[] = [];
    for (const at of letters.filter((_, nth) => nth % 7 === 0)) {
      const altered = withStream(file, '1 0 0 -1 0', (content) => {
        const glyph = Number.parseInt(content.slice(at, at + 4), 16);
        const other = (glyph === 3 ? 5 : 3).toString(16).padStart(4, '0');
        return content.slice(0, at) + other + content.slice(at + 4);
      });
      outcomes.push(await outcome(altered));
    }
    // What stands at the foot is no part of the text; the seal speaks for it.
    expect(new Set(outcomes)).toEqual(new Set([changedText, changedFile]));
    expect(outcomes.filter((each) => each === changedFile).length).toBeLessThan(outcomes.length / 10);
  });

  it('says that it was a letter', async () => {
    // Nobody else can be the seal's: a letter changed by whoever draws such files is found by its text.
    const other = slipOf('receipt', { applicant: { name: 'Nguyễn Văn Bống Mẫu', phone: '0900000077', email: '' } });
    const text = qrTextOf('https://portal.test', await signer.sign(proof));
    const redrawn = await drawPaper(other, { text, readable: true });
    expect(await outcome(redrawn)).toBe(changedText);
    expect(await outcome(signer.seal(redrawn))).toBe(changedText);
  });

  it('is not with letters that are read as others, covered, or moved', async () => {
    const read = withStream(file, '/CIDInit', (table) => table.replace('<004e>', '<004d>'));
    expect(await outcome(read)).toBe(changedText);
    const covered = withStream(file, '1 0 0 -1 0', (content) => `${content}\nq\n1 1 1 scn\n0 0 300 300 re\nf\nQ\n`);
    expect(await outcome(covered)).toBe(changedFile);
    const shifted = withStream(file, '1 0 0 -1 0', (content) => content.replace(/(\d+) Tm/, '17 Tm'));
    expect(await outcome(shifted)).toBe(changedFile);
  });

  it('is not with another signed text, whole or with one letter changed', async () => {
    const at = file.indexOf('/d#') + 3;
    for (const place of [0, 12, 90, 200, 330]) {
      const altered = Buffer.from(file);
      altered[at + place] = altered[at + place] === 0x41 ? 0x42 : 0x41;
      expect(await outcome(altered)).toBe(unsigned);
    }
    expect(await outcome(await issue({ ...proof, digest: textDigest(['x']) }))).toBe(changedText);
    const { form: _, number: __, ...rest } = proof;
    const result = { ...rest, kind: 'RESULT', document: 'res_player.1', resultCode: 'KQ.X00.000001' } as const;
    expect(await outcome(await issue(result))).toBe('it is not an official slip');
  });

  it('is not with a seal that is gone, changed or somebody else’s', async () => {
    const at = file.lastIndexOf('%motcua-seal ');
    expect(await outcome(file.subarray(0, at))).toBe(changedFile);
    for (const back of [2, 3, 40]) {
      const altered = Buffer.from(file);
      altered[file.length - back] = altered[file.length - back] === 0x41 ? 0x42 : 0x41;
      expect(await outcome(altered)).toBe(changedFile);
    }
    const stranger = createDocumentSigner({ keys: [generateIdentityKeys('documents-1').privateKey] });
    expect(await outcome(await issue(proof, stranger))).toBe(changedFile);
    expect(await outcome(file, publicDocumentKeys({ keys: [generateIdentityKeys('documents-2').privateKey] }))).toBe(
      unsigned,
    );
  });

  it.each(['', 'Xin chào', '%PDF-1.7\n%%EOF\n'])('is none of ours: %j', async (text) => {
    expect(await outcome(Buffer.from(text))).toMatch(/^it is no slip of ours: /);
  });
});
