import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { generateIdentityKeys } from '@motcua/service-kit';
import { withStream } from './altered-pdf.fixture.js';
import { standingTexts, textDigest } from './domain/office-paper.js';
import { slipOf } from './domain/official-slip.fixture.js';
import { createDocumentSigner, publicDocumentKeys } from './providers/document-signer.js';
import { drawPaper } from './use-cases/draw-paper.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'motcua-slips-'));
const build = pathToFileURL(join(root, 'tooling/build.mjs')).href;
const paper = slipOf('request');
const proof = {
  ...({ kind: 'SLIP', number: paper.number, form: '02', code: 'H26.153-261123-0001', office: 'off_club' } as const),
  ...{ procedure: '9.000001', issuedAt: paper.datedAt.toISOString(), digest: textDigest(standingTexts(paper)) },
};

beforeAll(async () => {
  // The command runs from dist; a test run may come before any build.
  const built = spawnSync(process.execPath, ['--input-type=module', '-e', `await (await import('${build}')).build()`], {
    cwd: root,
  });
  expect(built.status).toBe(0);
  const { privateKey } = generateIdentityKeys('documents-1');
  const signer = createDocumentSigner({ keys: [privateKey] });
  const file = signer.seal(await drawPaper(paper, { text: await signer.sign(proof), readable: true }));
  write('slip.pdf', file);
  write(
    'altered.pdf',
    withStream(file, '1 0 0 -1 0', (content) => content.replace('<0001', '<0003')),
  );
  write('keys.json', JSON.stringify(publicDocumentKeys({ keys: [privateKey] })));
  write('private.json', '{}');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run -s verify-slip', () => {
  it('says what a genuine slip says of itself', () => {
    const { status, stdout, stderr } = run('slip.pdf', 'keys.json');
    expect({ status, said: JSON.parse(stdout) as unknown, stderr }).toEqual({ status: 0, said: proof, stderr: '' });
  });

  it('finds a changed letter', () => {
    const said = { status: 1, stdout: '', stderr: 'NOT GENUINE: its text is not the text that was signed\n' };
    expect(run('altered.pdf', 'keys.json')).toMatchObject(said);
  });

  it.each([
    [],
    ['slip.pdf'],
    ['slip.pdf', 'keys.json', 'x'],
    ['nothing.pdf', 'keys.json'],
    ['slip.pdf', 'private.json'],
  ])('tells that it was asked wrongly: %j %j', (...files: readonly string[]) => {
    const { status, stdout, stderr } = run(...files);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).not.toContain('NOT GENUINE');
    expect(stderr.split('\n')).toHaveLength(2);
  });
});

function write(name: string, content: string | Buffer): void {
  writeFileSync(join(folder, name), content);
}

function run(...files: readonly string[]) {
  const command = join(root, 'services/dossiers/dist/verify-slip.js');
  return spawnSync(process.execPath, [command, ...files], { cwd: folder, encoding: 'utf8' });
}
