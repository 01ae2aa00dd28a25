import { readPrinted } from '@motcua/printed-documents/testing';
import type { Viewer } from '@motcua/service-kit';
import {
  insurance,
  openDossiersBench,
  player,
  receiver,
  rival,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
let dossierId: string;
let code: string;

beforeAll(async () => {
  bench = await openDossiersBench();
  dossierId = await submitted(bench);
  code = (await bench.ask('query ($id: ID!) { dossier(id: $id) { code } }', { id: dossierId }, player)).textAt(
    'dossier.code',
  );
}, 60_000);
afterAll(() => bench.close());

const askSlip = (viewer: Viewer) =>
  bench.ask(
    'query ($id: ID!) { dossier(id: $id) { submissionSlip { downloadPath qrText receiptToken } } }',
    { id: dossierId },
    viewer,
  );
const get = (path: string) => fetch(new URL(path, bench.url));
const download = async (path: string) => Buffer.from(await (await get(path)).arrayBuffer());
const guest: () => Viewer = () => ({ kind: 'guest', id: 'gst_holder', opens: dossierId });

describe('the submission slip', () => {
  it('is for the applicant, with an account or without, and for nobody else', async () => {
    const own = await askSlip(player);
    expect(own.errors).toEqual([]);
    expect(own.at('dossier.submissionSlip')).toMatchObject({
      downloadPath: expect.stringMatching(/^\/slips\/[\w.-]+\?language=vi$/),
      qrText: expect.stringMatching(/^https:\/\/portal\.test\/d#[\w-]+\.[\w-]+\.[\w-]+$/),
      receiptToken: expect.stringMatching(/^[\w-]{22}$/),
    });
    expect((await askSlip(guest())).at('dossier.submissionSlip.qrText')).toBe(own.at('dossier.submissionSlip.qrText'));
    expect((await askSlip(receiver)).at('dossier.submissionSlip')).toBeNull();
    for (const viewer of [rival, insurance]) expect((await askSlip(viewer)).at('dossier')).toBeNull();
  });

  it('prints what was submitted and a code to scan, the same each time', async () => {
    const path = (await askSlip(player)).textAt('dossier.submissionSlip.downloadPath');
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="xac-nhan-nop-ho-so-${code}.pdf"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const { text, pages, title } = readPrinted(bytes);
    expect(title).toBe(`Giấy xác nhận nộp hồ sơ trực tuyến ${code}`);
    for (const said of [
      'GIẤY XÁC NHẬN NỘP HỒ SƠ TRỰC TUYẾN',
      code,
      'Câu lạc bộ Mẫu',
      'Nguyễn Văn Bóng Mẫu',
      '66.000 ₫',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).toContain('Lưu mã hồ sơ');
    // No more about people than whom it is for; the signed text is in the code alone.
    for (const canary of ['0900000077', 'bong077', '1990', '17/05', 'Lưới', 'ảnh thẻ', 'eyJ']) {
      expect(text).not.toContain(canary);
    }
    expect(pages.at(-1)?.figures.length).toBeGreaterThan(500);
    expect((await download(path)).equals(bytes)).toBe(true);
    const english = readPrinted(await download(path.replace('language=vi', 'language=en')));
    expect(english).toMatchObject({
      language: 'en',
      text: expect.stringContaining('CONFIRMATION OF AN ONLINE SUBMISSION'),
    });
  });

  it('is not printed by a link that is over, forged or of something else', async () => {
    const { pathname } = new URL((await askSlip(player)).textAt('dossier.submissionSlip.downloadPath'), bench.url);
    const token = pathname.slice('/slips/'.length);
    const bad = [`/slips/x${token}`, `/slips/${token}x`, `/slips/${token.replace('.', '')}`, `/files/${token}`];
    for (const path of [...bad, '/slips/', '/slips', `/slips/${'x'.repeat(3_000)}`, `/slips/${dossierId}`]) {
      const answer = await get(path);
      expect({ path, status: answer.status }).toEqual({ path, status: 404 });
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: expect.any(String) } }] });
    }
    const before = bench.clock.now();
    try {
      bench.clock.set(new Date(before.getTime() + 5 * 60_000 + 1).toISOString());
      const late = await get(pathname);
      expect(late.status).toBe(404);
      expect(await late.json()).toMatchObject({ errors: [{ extensions: { code: 'LINK_NOT_VALID' } }] });
    } finally {
      bench.clock.set(before.toISOString());
    }
    expect((await get(pathname)).status).toBe(200);
  });

  it('holds a receipt that opens the dossier without an account', async () => {
    const receiptToken = (await askSlip(player)).textAt('dossier.submissionSlip.receiptToken');
    const opened = await bench.ask(
      'mutation ($input: RedeemReceiptInput!) { redeemReceipt(input: $input) { dossierId } }',
      { input: { requestId: '9b2c1f4e-6d1a-4c58-9d56-2c8f7c1c0a11', receiptToken } },
    );
    expect(opened.at('redeemReceipt.dossierId')).toBe(dossierId);
  });

  it('leaves neither the receipt nor the name in any log line', async () => {
    const slip = (await askSlip(player)).at('dossier.submissionSlip') as Record<'receiptToken' | 'qrText', string>;
    await download(String((await askSlip(player)).at('dossier.submissionSlip.downloadPath')));
    await get(`/slips/${slip.receiptToken}`);
    const log = bench.lines.join('\n');
    for (const secret of [slip.receiptToken, slip.qrText, 'Nguyễn Văn Bóng']) expect(log).not.toContain(secret);
  });
});

describe('a paper that somebody shows', () => {
  const verify = async (token: string, viewer?: Viewer) =>
    bench.ask(
      'query ($token: String!) { verifyDocument(token: $token) { kind code procedure { id } office { id } issuedAt } }',
      { token },
      viewer,
    );

  it('is verified by anybody, by its link or its text, and says nothing about people', async () => {
    const qrText = (await askSlip(player)).textAt('dossier.submissionSlip.qrText');
    for (const scanned of [qrText, qrText.slice(qrText.indexOf('#') + 1)]) {
      expect((await verify(scanned)).at('verifyDocument')).toEqual({
        ...{ kind: 'SUBMISSION_SLIP', code },
        procedure: { id: 'prc_9.000001' },
        office: { id: 'off_club' },
        issuedAt: bench.clock.now().toISOString(),
      });
    }
  });

  it('is none of ours once a letter was changed', async () => {
    const qrText = (await askSlip(player)).textAt('dossier.submissionSlip.qrText');
    const changed = [0, 30, 60, 200].map((back) => {
      const at = qrText.length - 1 - back;
      return `${qrText.slice(0, at)}${qrText[at] === 'A' ? 'B' : 'A'}${qrText.slice(at + 1)}`;
    });
    for (const scanned of [...changed, code, '', 'x'.repeat(50_000)]) {
      const answer = await verify(scanned, receiver);
      expect({ errors: answer.errors, document: answer.at('verifyDocument') }).toEqual({ errors: [], document: null });
    }
  });

  it('can be verified by the published keys', async () => {
    const answer = await get('/document-keys.json');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ keys: [{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' }] });
    expect(text).not.toContain('"d"');
  });
});
