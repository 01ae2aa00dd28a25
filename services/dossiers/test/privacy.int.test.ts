import { topics } from '@motcua/event-contracts';
import type { Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import { tennisAnswers } from '../src/domain/tennis-club.fixture.js';
import {
  agencyDone,
  completeDraft,
  insurance,
  leader,
  openDossiersBench,
  player,
  police,
  processor,
  receiver,
  rival,
  stranger,
  submitDraft,
  type DossiersBench,
} from './dossiers-bench.js';

/** Stands in every personal answer; nobody may ever read it where it does not belong. */
const canary = 'Chimyen';
const personal = {
  playerName: `${canary} Văn Mẫu`,
  playerEmail: `${canary}@example.com`,
  playerPhone: '0987654321',
  level: `${canary} level`,
  toName: `${canary} Thị Mẫu`,
  toAddress: { ...tennisAnswers.toAddress, detail: `Số 1 phố ${canary}` },
};
const secrets = [canary, '0987654321'];

let bench: DossiersBench;
let dossierId = '';
beforeAll(async () => {
  bench = await openDossiersBench();
  dossierId = await submitDraft(bench, await completeDraft(bench, player, personal));
  await bench.act('receiveDossier', { dossierId }, receiver);
  for (const stepKey of ['appraise', 'notify']) await bench.act('completeStep', { dossierId, stepKey }, processor);
  await bench.said(dossierId, 'dossier.step-started', 'partner.health-insurance.v1');
}, 60_000);
afterAll(() => bench.close());

const everything = `query ($id: ID!) { dossier(id: $id) {
  id code status nationalStatus submittedAt receivedAt dueAt closedAt deliveryMethod fees { key } steps { key } slips { number }
  attachments { id fileName } timeline { type by } availableActions accesses { who agency purpose } applicant { name phone email } answers
  procedure { id } procedureVersion { id } office { id } } }`;
const see = (viewer: Viewer) => bench.ask(everything, { id: dossierId }, viewer);

describe('what each viewer sees of a dossier', () => {
  it('the applicant and the office: all of it', async () => {
    for (const viewer of [player, receiver, leader]) {
      const seen = await see(viewer);
      expect(seen.codes).toEqual([]);
      expect(seen.at('dossier.applicant')).toEqual({
        name: personal.playerName,
        phone: personal.playerPhone,
        email: personal.playerEmail,
      });
      expect(seen.at('dossier.answers')).toMatchObject(personal);
      expect(seen.at('dossier.attachments.0.fileName')).toBe('ảnh thẻ.pdf');
      expect(seen.at('dossier')).toMatchObject({
        procedure: { id: 'prc_9.000001' },
        procedureVersion: { id: 'prv_9.000001@1' },
        office: { id: 'off_club' },
      });
    }
  });

  it('an agency: its own step, the fields it is granted, the applicant masked, no papers', async () => {
    const seen = (await see(police)).at('dossier');
    expect(seen).toMatchObject({
      answers: { playerName: personal.playerName, level: personal.level },
      applicant: { name: 'C••• V••• M•••', phone: '098•••••21', email: 'C•••@example.com' },
      steps: [{ key: 'assignCourt' }],
      ...{ attachments: [], accesses: null, availableActions: [] },
    });
    expect((await see(insurance)).at('dossier.answers')).toEqual({ bornOn: '1990-05-17', coached: 'yes' });
    expect((await see(insurance)).at('dossier.steps')).toEqual([{ key: 'insurePlayer' }]);
  });

  it('everybody else: that there is none', async () => {
    const others: readonly Viewer[] = [
      { kind: 'anonymous' },
      rival,
      stranger,
      { kind: 'agency', id: 'fire-brigade' },
      { kind: 'operator', id: 'operator-1' },
      { kind: 'catalogue-admin', id: 'admin-1' },
    ];
    for (const viewer of others) {
      const seen = await see(viewer);
      expect([seen.at('dossier'), seen.codes]).toEqual([null, []]);
      const entity = await bench.ask(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dossier { code answers } } }',
        { r: [{ __typename: 'Dossier', id: dossierId }] },
        viewer,
      );
      expect(entity.at('_entities.0')).toBeNull();
    }
  });

  it('an agency sees nothing before its step begins', async () => {
    const early = await submitDraft(bench, await completeDraft(bench));
    expect((await bench.ask(everything, { id: early }, police)).at('dossier')).toBeNull();
  });

  it('anybody with the code: how far it has come', async () => {
    const code = (await see(player)).textAt('dossier.code');
    const tracked = await bench.ask(
      'query ($code: String!) { trackDossier(code: $code) { code status procedure { id } office { id } submittedAt receivedAt dueAt closedAt } }',
      { code },
    );
    expect(tracked.at('trackDossier')).toMatchObject({ code, status: 'PROCESSING', closedAt: null });
  });
});

describe('who looked', () => {
  it('is told to the applicant: once per viewer, purpose and minute', async () => {
    bench.clock.set('2026-11-23T07:00:10Z');
    await Promise.all([see(receiver), see(receiver), see(police)]);
    bench.clock.set('2026-11-23T07:00:50Z');
    await see(receiver);
    bench.clock.set('2026-11-23T07:01:00Z');
    await see(receiver);
    const accesses = (
      await bench.ask(
        'query ($id: ID!) { dossier(id: $id) { accesses { who agency purpose at } } }',
        { id: dossierId },
        player,
      )
    ).at('dossier.accesses');
    const since = (accesses as { who: string; at: string }[]).filter(({ at }) => at >= '2026-11-23T07:00');
    expect(since[0]).toEqual({
      who: 'receiver-1',
      agency: null,
      purpose: 'PROCESSING',
      at: '2026-11-23T07:01:00.000Z',
    });
    expect(since.filter(({ who }) => who === 'receiver-1')).toHaveLength(2);
    expect(since.filter(({ who }) => who === 'residence-police')).toEqual([
      { who: 'residence-police', agency: 'residence-police', purpose: 'Xếp sân', at: '2026-11-23T07:00:10.000Z' },
    ]);
  });

  it('is stored before anything personal is shown, and not for what is not personal', async () => {
    const count = () => database().collection('accesses').countDocuments({ who: 'quiet-1' });
    const quiet: Viewer = { kind: 'officer', id: 'quiet-1', officeId: 'off_club', roles: ['process'] };
    await bench.ask(
      'query ($id: ID!) { dossier(id: $id) { code status steps { key } timeline { type } fees { key } } }',
      { id: dossierId },
      quiet,
    );
    expect(await count()).toBe(0);
    await bench.ask('query ($id: ID!) { dossier(id: $id) { attachments { fileName } } }', { id: dossierId }, quiet);
    expect(await count()).toBe(1);
  });
});

describe('a canary in every personal answer', () => {
  it('is on no topic', async () => {
    await agencyDone(bench, dossierId, 'residence-police', 'assignCourt');
    const raw = topics().flatMap(({ name }) =>
      bench.seen(name).map((event) => event.raw + JSON.stringify(event.headers)),
    );
    expect(raw.length).toBeGreaterThan(10);
    expect(raw.filter(leaks)).toEqual([]);
  });

  it('is in no log line', () => {
    expect(bench.lines.length).toBeGreaterThan(0);
    expect(bench.lines.filter(leaks)).toEqual([]);
  });

  it('is in no document of the database', async () => {
    const collections = await database().listCollections().toArray();
    const names = collections.map(({ name }) => name).filter((name) => !name.startsWith('papers.'));
    expect(names).toEqual(expect.arrayContaining(['dossiers', 'drafts', 'accesses', 'code_days']));
    for (const name of names) {
      const documents = await database().collection(name).find({}).toArray();
      expect([name, documents.filter((document) => leaks(JSON.stringify(document))).length]).toEqual([name, 0]);
    }
  });

  it('is in no error', async () => {
    const draftId = await completeDraft(bench);
    const wrong = [
      await bench.act('saveAnswers', { draftId, answers: canary }),
      await bench.act('saveAnswers', { draftId, answers: { [canary]: { constructor: canary } } }),
      await bench.act('chooseDelivery', { draftId, method: 'POST', receiver: { name: canary } }),
      await bench.act('submitDossier', { draftId, captcha: canary }),
      await bench.act('startDraft', { procedureCode: canary, officeId: canary }),
      await bench.act('receiveDossier', { dossierId: canary }, receiver),
    ];
    expect(wrong.map(({ codes }) => codes.length + 1)).not.toContain(1);
    expect(wrong.filter(({ errors }) => leaks(JSON.stringify(errors)))).toEqual([]);
    expect(bench.lines.filter(leaks)).toEqual([]);
  });

  it('is nowhere on the open routes', async () => {
    for (const path of ['/metrics', '/readyz', '/livez', '/partner-keys.json']) {
      const response = await fetch(new URL(path, bench.url));
      expect([path, response.status, leaks(await response.text())]).toEqual([path, 200, false]);
    }
  });
});

function leaks(text: string): boolean {
  return secrets.some((secret) => text.includes(secret));
}

let connection: Awaited<ReturnType<typeof connectMongo>> | undefined;
beforeAll(async () => {
  connection = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
});
function database() {
  if (connection === undefined) throw new Error('not connected yet');
  return databaseOf(connection);
}
