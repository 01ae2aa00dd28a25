import { createHash } from 'node:crypto';
import type { Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf, type Mongo } from '@motcua/service-kit/mongo';
import { closeDossier, signDossier, workThrough } from './closed-dossier.js';
import {
  leader,
  openDossiersBench,
  pdf,
  player,
  police,
  prepared,
  processor,
  receiver,
  requestId,
  rival,
  stranger,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';
import { file, oddFiles } from './odd-files.js';
import { pdfOf, streamOf } from './pdf-files.js';

let bench: DossiersBench;
let mongo: Mongo;
beforeAll(async () => {
  bench = await openDossiersBench();
  mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
}, 60_000);
afterAll(() => bench.close());

const resultCode = 'KQ.X00.000001';
const anonymous: Viewer = { kind: 'anonymous' };
const lead: Viewer = { kind: 'officer', id: 'both-1', officeId: 'off_club', roles: ['process', 'sign', 'lead'] };
const otherPdf = file('application/pdf', pdfOf({ objects: { 9: streamOf('another one') } }));
const prepare = (input: object, given = pdf, viewer: Viewer = processor) =>
  bench.upload({ resultCode, ...input }, given, viewer, 'prepareResult');
const correct = (input: object, viewer: Viewer = processor) =>
  bench.upload({ reasonCode: 'CLERICAL_ERROR', ...input }, otherPdf, viewer, 'prepareCorrection');

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly downloadPath: string | null;
  readonly qrText: string | null;
}
const resultsOf = async (id: string, viewer: Viewer = receiver) => {
  const query = `query ($id: ID!) { dossier(id: $id) { results {
    id resultCode name { en } copies status endReasonCode corrects replacedBy downloadPath qrText } } }`;
  return (await bench.ask(query, { id }, viewer)).at('dossier.results') as readonly Shown[] | undefined;
};
const verify = async (token: string | null | undefined) => {
  const query = `query ($token: String!) { verifyDocument(token: $token) {
    kind code digest document resultCode resultStatus endedAt replacedBy } }`;
  return (await bench.ask(query, { token }, anonymous)).at('verifyDocument');
};
const filesOf = (cameFor: string) =>
  databaseOf(mongo).collection('papers.files').find({ 'metadata.cameFor': cameFor }).toArray();
const received = async () => {
  const dossierId = await submitted(bench);
  await bench.act('receiveDossier', { dossierId }, receiver);
  return dossierId;
};

describe('a document for the signature', () => {
  it('is not taken from whoever may not, for what is not there, or in no number of copies', async () => {
    const dossierId = await submitted(bench);
    const code = async (viewer: Viewer, input: object = {}) =>
      (await prepare({ dossierId, ...input }, pdf, viewer)).codes;
    expect(await code(processor)).toEqual(['ACTION_NOT_ALLOWED']);
    await bench.act('receiveDossier', { dossierId }, receiver);
    for (const nobody of [anonymous, rival, stranger, police])
      expect(await code(nobody)).toEqual(['DOSSIER_NOT_FOUND']);
    for (const other of [player, receiver, leader]) expect(await code(other)).toEqual(['FORBIDDEN']);
    expect(await code(processor, { dossierId: 'dos_nowhere' })).toEqual(['DOSSIER_NOT_FOUND']);
    expect(await code(processor, { resultCode: 'KQ.X00.000002' })).toEqual(['UNKNOWN_RESULT']);
    for (const copies of [0, -1, 100]) expect(await code(processor, { copies })).toEqual(['COPIES_OUT_OF_RANGE']);
    expect(await code(processor, { expectedVersion: 1 })).toEqual(['DOSSIER_CHANGED']);
    expect([await resultsOf(dossierId), await filesOf(dossierId)]).toEqual([[], []]);
  });

  it('is a PDF that our own checks passed, and nothing else leaves a trace', async () => {
    const dossierId = await received();
    for (const [what, code, odd] of await oddFiles()) {
      const expected = odd.type === 'application/pdf' ? code : 'FILE_TYPE_NOT_ACCEPTED';
      expect([what, ...(await prepare({ dossierId }, odd)).codes]).toEqual([what, expected]);
    }
    expect([await resultsOf(dossierId), await filesOf(dossierId)]).toEqual([[], []]);
  });

  it('takes the place of one that nobody signed, whose file is gone', async () => {
    const dossierId = await received();
    await prepare({ dossierId });
    const [first] = await filesOf(dossierId);
    expect((await prepare({ dossierId, copies: 3 }, otherPdf)).codes).toEqual([]);
    const kept = await filesOf(dossierId);
    expect(kept).toHaveLength(1);
    expect(kept[0]?._id).not.toEqual(first?._id);
    expect(await resultsOf(dossierId)).toMatchObject([
      { resultCode, copies: 3, status: 'PREPARED', name: { en: 'Membership card' }, qrText: null },
    ]);
    expect(await resultsOf(dossierId, player)).toEqual([]);
  });

  it('comes once, however often its request does, and never stands for another file', async () => {
    const dossierId = await received();
    const request = { requestId: requestId(), dossierId };
    const answers = await Promise.all([1, 2, 3].map(() => prepare(request)));
    expect([...answers, await prepare(request)].flatMap(({ codes }) => codes)).toEqual([]);
    expect((await prepare(request, otherPdf)).codes).toEqual(['REQUEST_ID_REUSED']);
    expect([await resultsOf(dossierId), await filesOf(dossierId)]).toEqual([[expect.anything()], [expect.anything()]]);
  });

  it('of two officers at once is one’s; the other is told what changed', async () => {
    const dossierId = await received();
    const seen = await bench.ask('query ($id: ID!) { dossier(id: $id) { version } }', { id: dossierId }, processor);
    const expectedVersion = seen.at('dossier.version');
    const answers = await Promise.all(
      [processor, lead].map((viewer) => prepare({ dossierId, expectedVersion }, pdf, viewer)),
    );
    expect(answers.flatMap(({ codes }) => codes)).toEqual(['DOSSIER_CHANGED']);
    const [refused] = answers.flatMap(({ errors }) => errors);
    expect(refused?.extensions).toMatchObject({ details: { changes: [{ type: 'ResultPrepared', by: 'officer' }] } });
    expect(await filesOf(dossierId)).toHaveLength(1);
  });

  it('is signed by another one than prepared it', async () => {
    const dossierId = await submitted(bench);
    await workThrough(bench, dossierId);
    expect((await bench.act('signResult', { dossierId }, leader)).codes).toEqual(['RESULT_NOT_PREPARED']);
    await prepared(bench, dossierId, lead);
    expect((await bench.act('signResult', { dossierId }, lead)).codes).toEqual(['SIGNER_PREPARED_IT']);
    expect((await bench.act('signResult', { dossierId }, leader)).codes).toEqual([]);
    expect(await resultsOf(dossierId)).toMatchObject([{ status: 'SIGNED' }]);
  }, 30_000);
});

describe('a signed result', () => {
  it('is proved to anybody, corrected, and revoked; its bytes are those that were signed', async () => {
    const dossierId = await submitted(bench);
    await signDossier(bench, dossierId);
    const [signed] = (await resultsOf(dossierId)) ?? [];
    const answer = await fetch(new URL(signed?.downloadPath ?? '', bench.url));
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.equals(Buffer.from(pdf.bytes))).toBe(true);
    const digest = createHash('sha256').update(bytes).digest('base64url');
    const said = { kind: 'RESULT', document: signed?.id, resultCode, digest };
    expect(await verify(signed?.qrText)).toMatchObject({ ...said, resultStatus: 'SIGNED', endedAt: null });
    const text = signed?.qrText ?? '';
    expect(await verify(`${text.slice(0, -5)}${text.at(-5) === 'A' ? 'B' : 'A'}${text.slice(-4)}`)).toBeNull();

    const documentId = signed?.id;
    for (const [viewer, code] of [
      [stranger, 'DOSSIER_NOT_FOUND'],
      [leader, 'FORBIDDEN'],
      [player, 'FORBIDDEN'],
    ] as const) {
      expect((await correct({ dossierId, documentId }, viewer)).codes).toEqual([code]);
    }
    expect((await correct({ dossierId, documentId: 'res_nothing.1' })).codes).toEqual(['UNKNOWN_DOCUMENT']);
    expect((await correct({ dossierId, documentId, reasonCode: 'a typo' })).codes).toEqual(['REASON_CODE_MALFORMED']);
    expect((await correct({ dossierId, documentId }, lead)).codes).toEqual([]);
    const [, correction] = (await resultsOf(dossierId)) ?? [];
    const signs = (viewer: Viewer) => bench.act('signCorrection', { dossierId, documentId: correction?.id }, viewer);
    expect((await signs(lead)).codes).toEqual(['SIGNER_PREPARED_IT']);
    expect((await signs(leader)).codes).toEqual([]);
    expect((await bench.said(dossierId, 'dossier.result-corrected')).data).toMatchObject({
      ...{ documentId, replacedBy: correction?.id, reasonCode: 'CLERICAL_ERROR' },
    });
    expect(await verify(text)).toMatchObject({ ...said, resultStatus: 'CORRECTED', replacedBy: correction?.id });

    const note = 'Trần Thị Lưới Mẫu đã khai sai.';
    const revoke = { dossierId, documentId: correction?.id, reasonCode: 'CONTRARY_TO_LAW', note };
    expect((await bench.act('revokeResult', revoke, processor)).codes).toEqual(['FORBIDDEN']);
    expect((await bench.act('revokeResult', revoke, lead)).codes).toEqual([]);
    expect((await bench.act('revokeResult', revoke, leader)).codes).toEqual(['UNKNOWN_DOCUMENT']);
    const [, revoked] = (await resultsOf(dossierId)) ?? [];
    expect(await verify(revoked?.qrText)).toMatchObject({
      resultStatus: 'REVOKED',
      endedAt: expect.any(String) as unknown,
    });
    const { data } = await bench.said(dossierId, 'dossier.result-revoked');
    expect(JSON.stringify(data)).not.toContain('Lưới');
  }, 60_000);

  it('is listed without contents: the office may open it and has looked then, its applicant not on paper', async () => {
    const dossierId = await submitted(bench);
    await signDossier(bench, dossierId);
    const looks = async () =>
      (await bench.ask('query ($id: ID!) { dossier(id: $id) { accesses { who } } }', { id: dossierId }, player)).at(
        'dossier.accesses',
      ) as readonly { who: string }[];
    const before = (await looks()).length;
    expect(await resultsOf(dossierId, player)).toMatchObject([{ status: 'SIGNED', downloadPath: null }]);
    expect((await resultsOf(dossierId, police)) ?? []).toEqual([]);
    expect([await resultsOf(dossierId, rival), await resultsOf(dossierId, stranger)]).toEqual([undefined, undefined]);
    expect(await looks()).toHaveLength(before);
    const [shown] = (await resultsOf(dossierId, leader)) ?? [];
    expect((await looks()).map(({ who }) => who)).toContain('leader-1');
    bench.clock.set(new Date(bench.clock.now().getTime() + 300_000).toISOString());
    expect((await fetch(new URL(shown?.downloadPath ?? '', bench.url))).status).toBe(404);
  }, 30_000);

  it('stays as long as its dossier does; erasing takes the file and leaves the proof', async () => {
    const dossierId = await submitted(bench);
    await closeDossier(bench, dossierId);
    const [signed] = (await resultsOf(dossierId)) ?? [];
    await correct({ dossierId, documentId: signed?.id });
    expect(await filesOf(dossierId)).toHaveLength(2);
    const operator: Viewer = { kind: 'operator', id: 'operator-1' };
    const input = { requestId: requestId(), dossierId, reasonCode: 'RETENTION_ENDED' };
    const erase = 'mutation ($input: EraseDossierInput!) { eraseDossier(input: $input) { erasedAt } }';
    expect((await bench.ask(erase, { input }, operator)).codes).toEqual([]);
    expect(await filesOf(dossierId)).toEqual([]);
    expect((await fetch(new URL(signed?.downloadPath ?? '', bench.url))).status).toBe(404);
    expect(await resultsOf(dossierId)).toMatchObject([{ downloadPath: null }, { downloadPath: null }]);
    expect(await verify(signed?.qrText)).toMatchObject({ resultStatus: 'SIGNED' });
    expect((await correct({ dossierId, documentId: signed?.id })).codes).toEqual(['DOSSIER_ERASED']);
  }, 60_000);
});
