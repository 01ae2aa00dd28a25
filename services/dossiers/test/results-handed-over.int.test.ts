import { ShipmentDelivered, ShipmentLost } from '@motcua/event-contracts';
import type { Viewer } from '@motcua/service-kit';
import { connectMongo, type Mongo } from '@motcua/service-kit/mongo';
import { signDossier } from './closed-dossier.js';
import { dumpDatabase, holding } from './database-dump.js';
import {
  completeDraft,
  eventually,
  leader,
  openDossiersBench,
  pdf,
  player,
  police,
  processor,
  receiver,
  requestId,
  rival,
  stranger,
  submitDraft,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
let mongo: Mongo;
beforeAll(async () => {
  bench = await openDossiersBench();
  mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
}, 60_000);
afterAll(() => bench.close());

const anonymous: Viewer = { kind: 'anonymous' };
const signedFor = async (cardBy: '1' | '3') => {
  const nowhere = { toName: null, toPhone: null, toAddress: null };
  const dossierId = await submitDraft(bench, await completeDraft(bench, player, { cardBy, ...nowhere }));
  await signDossier(bench, dossierId);
  return dossierId;
};
const spouses = {
  receivers: [
    { name: 'Phạm Thị Cầu Lông Mẫu', personalId: '001190099901' },
    { name: 'Vũ Văn Bóng Bàn Mẫu', personalId: '001090099902' },
  ],
};
const secrets = ['Cầu Lông Mẫu', 'Bóng Bàn Mẫu', '001190099901', '001090099902', '77/UQ'];
const status = async (id: string) =>
  (await bench.ask('query ($id: ID!) { dossier(id: $id) { status } }', { id }, player)).at('dossier.status');

describe('a result handed over at the desk', () => {
  it('goes to both spouses, whose names nobody finds in the database, on a topic or in a log', async () => {
    const dossierId = await signedFor('1');
    const give = (viewer: Viewer, input: object = spouses) =>
      bench.act('handOverResult', { dossierId, ...input }, viewer);
    for (const viewer of [anonymous, rival, stranger])
      expect((await give(viewer)).codes).toEqual(['DOSSIER_NOT_FOUND']);
    // The police had a step in it, so they know of it.
    for (const viewer of [police, player, processor, leader]) expect((await give(viewer)).codes).toEqual(['FORBIDDEN']);
    expect((await bench.act('collectResult', { dossierId }, player)).codes).toEqual(['DELIVERED_OTHERWISE']);

    const half = { receivers: [{ name: 'Phạm Thị Cầu Lông Mẫu', personalId: ' ' }], authority: '' };
    const refused = await give(receiver, half);
    expect([refused.codes, refused.errors[0]?.extensions['details']]).toEqual([
      ['RECEIVER_MISSING'],
      {
        problems: [
          { code: 'RECEIVER_MISSING', path: 'receivers[0].personalId' },
          { code: 'AUTHORITY_MISSING', path: 'authority' },
        ],
      },
    ]);
    expect(await status(dossierId)).toBe('RESULT_READY');

    const request = { requestId: requestId(), ...spouses, authority: 'Số 77/UQ ngày 20/11/2026' };
    expect((await give(receiver, request)).codes).toEqual([]);
    expect((await give(receiver, request)).codes).toEqual([]);
    expect((await give(receiver, { ...request, authority: null })).codes).toEqual(['REQUEST_ID_REUSED']);
    expect((await give(receiver)).codes).toEqual(['ACTION_NOT_ALLOWED']);
    const { data } = await bench.said(dossierId, 'dossier.result-handed-over');
    expect([data['by'], (await bench.said(dossierId, 'dossier.closed')).data['outcome']]).toEqual([
      'DESK',
      'HANDED_OVER',
    ]);
    const taken = 'query ($id: ID!) { dossier(id: $id) { handOver { by authority receivers { name personalId } } } }';
    for (const viewer of [player, leader]) {
      const seen = await bench.ask(taken, { id: dossierId }, viewer);
      expect(seen.at('dossier.handOver')).toEqual({ by: 'DESK', ...spouses, authority: request.authority });
    }
    expect((await bench.ask(taken, { id: dossierId }, police)).at('dossier.handOver')).toBeNull();
    const accesses = 'query ($id: ID!) { dossier(id: $id) { accesses { who } } }';
    const looks = await bench.ask(accesses, { id: dossierId }, player);
    expect(looks.at('dossier.accesses')).toContainEqual({ who: 'leader-1' });
    expect(holding(await dumpDatabase(mongo), secrets)).toEqual([]);
    const told = [...bench.lines, ...bench.seen('dossier.v1').map(({ raw }) => raw)].join('\n');
    for (const secret of secrets) expect(told).not.toContain(secret);
  }, 40_000);
});

describe('an electronic result', () => {
  it('is taken by its applicant, who may open it from then on, as long as it holds', async () => {
    const dossierId = await signedFor('3');
    const links = async (viewer: Viewer) => {
      const query = 'query ($id: ID!) { dossier(id: $id) { results { id downloadPath } } }';
      const found = await bench.ask(query, { id: dossierId }, viewer);
      return found.at('dossier.results') as readonly { id: string; downloadPath: string | null }[] | undefined;
    };
    const take = (viewer: Viewer, more: object = {}) => bench.act('collectResult', { dossierId, ...more }, viewer);
    expect((await links(player))?.[0]?.downloadPath).toBeNull();
    for (const viewer of [rival, anonymous, stranger])
      expect((await take(viewer)).codes).toEqual(['DOSSIER_NOT_FOUND']);
    expect((await take(receiver)).codes).toEqual(['FORBIDDEN']);
    expect((await bench.act('handOverResult', { dossierId, ...spouses }, receiver)).codes).toEqual([
      'DELIVERED_OTHERWISE',
    ]);
    const request = { requestId: requestId() };
    expect([(await take(player, request)).codes, (await take(player, request)).codes]).toEqual([[], []]);
    expect((await take(player)).codes).toEqual(['ACTION_NOT_ALLOWED']);
    const [mine] = (await links(player)) ?? [];
    const answer = await fetch(new URL(mine?.downloadPath ?? '', bench.url));
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(pdf.bytes))).toBe(true);
    expect(answer.headers.get('content-disposition')).toMatch(/filename="ket-qua-H26\.153-261123-\d{4}\.pdf"/);
    expect(await links(rival)).toBeUndefined();
    const revoke = { dossierId, documentId: mine?.id, reasonCode: 'CONTRARY_TO_LAW' };
    expect((await bench.act('revokeResult', revoke, leader)).codes).toEqual([]);
    expect([(await links(player))?.[0]?.downloadPath, (await links(receiver))?.[0]?.downloadPath]).toEqual([
      null,
      expect.stringMatching(/^\/files\//),
    ]);
  }, 40_000);
});

describe('a parcel that is lost', () => {
  it('is replaced by another copy, and by another one only when that is lost too', async () => {
    const dossierId = await submitted(bench);
    await signDossier(bench, dossierId);
    const again = (viewer: Viewer = receiver) => bench.act('reissueResult', { dossierId }, viewer);
    expect((await again()).codes).toEqual(['PARCEL_UNDER_WAY']);
    const shipmentId = dossierId.replace('dos_', 'shp_');
    const at = bench.clock.now().toISOString();
    const parcel = (copy: string) => ({
      shipmentId: `${shipmentId}${copy}`,
      dossierId,
      trackingNumber: 'EA987654326VN',
      at,
    });
    await bench.publishTwice(ShipmentLost, parcel(''), { id: `${shipmentId}/5`, key: dossierId });
    await eventually('the loss to be heard', async () => {
      const seen = await bench.ask(
        'query ($id: ID!) { dossier(id: $id) { availableActions } }',
        { id: dossierId },
        receiver,
      );
      return JSON.stringify(seen.at('dossier.availableActions')).includes('REISSUE');
    });
    expect([(await again(processor)).codes, (await again(stranger)).codes]).toEqual([
      ['FORBIDDEN'],
      ['DOSSIER_NOT_FOUND'],
    ]);
    expect((await again()).codes).toEqual([]);
    expect((await again()).codes).toEqual(['PARCEL_UNDER_WAY']);
    expect((await bench.said(dossierId, 'dossier.result-reissued')).data).toMatchObject({ copy: 2 });
    await bench.publishTwice(ShipmentDelivered, parcel('.2'), { id: `${shipmentId}.2/6`, key: dossierId });
    await bench.said(dossierId, 'dossier.closed');
    expect(await status(dossierId)).toBe('CLOSED');
  }, 40_000);
});
