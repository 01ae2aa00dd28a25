import { readFileSync } from 'node:fs';
import {
  AgencyResultAccepted,
  AgencyResultCompleted,
  OfficeChanged,
  PaymentDue,
  PaymentSettled,
  PostageQuoted,
  ProcedurePublished,
  ShipmentDelivered,
  ShipmentHandedOver,
  type AgencyName,
} from '@motcua/event-contracts';
import { createOpener, verifyPartnerSignature } from '@motcua/service-kit';
import { tennisAnswers } from '../src/domain/tennis-club.fixture.js';
import {
  clubOffice,
  eventually,
  insurance,
  leader,
  openDossiersBench,
  pdf,
  player,
  police,
  prepared,
  processor,
  receiver,
  startDraft,
  type DossiersBench,
} from './dossiers-bench.js';

interface Application {
  readonly procedureCode: string;
  readonly answers: object;
  readonly papers: readonly string[];
  readonly wardSteps: readonly string[];
  readonly agencySteps: Readonly<Record<AgencyName, string>>;
  readonly lastStep: string;
  readonly feeTotalVnd: number;
  /** A field each agency may read, and one it may not. */
  readonly granted: Readonly<Record<AgencyName, readonly [string, string]>>;
}

const club: Application = {
  procedureCode: '9.000001',
  answers: tennisAnswers,
  papers: ['photo', 'medicalNote'],
  wardSteps: ['appraise', 'notify'],
  agencySteps: { 'residence-police': 'assignCourt', 'health-insurance': 'insurePlayer' },
  lastStep: 'return',
  feeTotalVnd: 66_000,
  granted: { 'residence-police': ['playerName', 'playerPhone'], 'health-insurance': ['bornOn', 'playerName'] },
};
/** The platform's first real procedure, as its catalogue publishes it. */
const birth: Application = {
  procedureCode: '2.000986',
  answers: catalogue('samples/2.000986-1.json', 'answers'),
  papers: [],
  wardSteps: ['registerBirth', 'forward'],
  agencySteps: { 'residence-police': 'registerResidence', 'health-insurance': 'issueInsurance' },
  lastStep: 'collect',
  feeTotalVnd: 24_000,
  granted: {
    'residence-police': ['householdHeadIs', 'insurancePhone'],
    'health-insurance': ['insurancePhone', 'householdHeadIs'],
  },
};

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
  await hearBirthProcedure();
}, 60_000);
afterAll(() => bench.close());

describe.each([club, birth])('journey 1 with procedure $procedureCode, every event heard twice', (application) => {
  let dossierId = '';
  let draftId = '';

  it('is filled in, checked, and submitted with a code', async () => {
    draftId = (await startDraft(bench, player, { procedureCode: application.procedureCode })).textAt(
      'startDraft.draft.id',
    );
    const saved = await bench.act('saveAnswers', { draftId, answers: application.answers });
    const missing = application.papers.map((path) => ({ path, code: 'attachmentRequired' }));
    expect(saved.at('saveAnswers.draft.readiness.problems')).toEqual(missing);
    for (const paper of application.papers) await bench.upload({ draftId, paper }, pdf);
    const review = await bench.ask(reviewDocument, { id: draftId }, player);
    expect(review.at('draft')).toMatchObject({
      deliveryMethod: 'POST',
      destinationProvinceCode: '01',
      readiness: { ready: true, problems: [], feeTotalVnd: application.feeTotalVnd, dueAt: '2026-12-01T10:00:00.000Z' },
    });
    const submitted = await bench.act('submitDossier', { draftId, captcha: await bench.solve() });
    dossierId = submitted.textAt('submitDossier.dossier.id');
    expect(submitted.textAt('submitDossier.dossier.code')).toMatch(/^H26\.153-261123-000\d$/);
    expect(submitted.at('submitDossier.nextSteps')).toEqual(
      ['keepCode', 'watchMessages', 'answerTheDesk', 'pay', 'receiveAtHome'].map((key) => ({ key })),
    );
    expect((await bench.ask(reviewDocument, { id: draftId }, player)).at('draft.dossier.id')).toBe(dossierId);
  });

  it('tells the others, with contact and address sealed for those who need them', async () => {
    const { data } = await bench.said(dossierId, 'dossier.submitted');
    expect(data).toMatchObject({
      feeTotalVnd: application.feeTotalVnd,
      officeId: 'off_club',
      delivery: { method: 'POST' },
    });
    const contact = await openSealed('notifications', data['sealedContact']);
    expect(contact).toEqual({
      name: expect.any(String),
      phone: expect.stringMatching(/^09/),
      email: expect.any(String),
      language: 'vi',
    });
    const { sealedAddress } = data['delivery'] as { sealedAddress: string };
    expect(await openSealed('delivery', sealedAddress)).toMatchObject({
      address: { provinceCode: '01', wardCode: '09556' },
    });
    await expect(openSealed('delivery', data['sealedContact'])).rejects.toThrow();
  });

  it('owes money, and pays', async () => {
    const about = { paymentId: dossierId.replace('dos_', 'pay_'), dossierId, dossierCode: 'H26.153-261123-0001' };
    const owed = { ...about, amountVnd: application.feeTotalVnd + 20_000 };
    const key = dossierId;
    // Of no interest here, and no reason to stop.
    await bench.publishTwice(
      PostageQuoted,
      { dossierId, shipmentId: dossierId.replace('dos_', 'shp_'), amountVnd: 20_000, tariffId: 't', quotedAt: now },
      { id: `${dossierId.replace('dos_', 'shp_')}/1`, key },
    );
    await bench.publishTwice(PaymentDue, { ...owed, dueSince: now, items: [] }, { id: `${about.paymentId}/1`, key });
    await eventually('the payment to be due', async () => (await timeline()).includes('PaymentFellDue'));
    await bench.publishTwice(
      PaymentSettled,
      { ...owed, settledAt: now, method: 'VNPAY' },
      { id: `${about.paymentId}/2`, key },
    );
    await eventually('the payment to be settled', async () => (await timeline()).includes('PaymentSettled'));
  });

  it('is received with slip 01 and a promised date', async () => {
    const queue = await bench.ask(
      '{ deskQueue(first: 50, filter: { status: [SUBMITTED] }) { nodes { id } } }',
      {},
      receiver,
    );
    expect(queue.at('deskQueue.nodes')).toContainEqual({ id: dossierId });
    const received = await bench.act('receiveDossier', { dossierId }, receiver);
    const code = received.textAt('receiveDossier.dossier.code');
    expect(received.at('receiveDossier.dossier')).toMatchObject({
      ...{ status: 'PROCESSING', nationalStatus: 4, dueAt: '2026-12-01T10:00:00.000Z' },
      slips: ['01', '06'].map((form) => ({ number: `${code}/${form}-1`, form })),
    });
    expect((await bench.said(dossierId, 'dossier.received')).data).toMatchObject({ slipNumber: `${code}/01-1` });
  });

  it('is worked through by the ward, then by two agencies at once', async () => {
    for (const stepKey of application.wardSteps) {
      expect((await bench.act('completeStep', { dossierId, stepKey }, processor)).codes).toEqual([]);
    }
    await Promise.all([agencyWorks('residence-police', police), agencyWorks('health-insurance', insurance)]);
    await prepared(bench, dossierId);
    await eventually('every step to be done', async () => {
      const seen = await bench.ask(stepsDocument, { id: dossierId }, leader);
      return JSON.stringify(seen.at('dossier.availableActions')).includes('"SIGN_RESULT"');
    });
  });

  it('is signed, and the result is released because nothing is owed', async () => {
    const signed = await bench.act('signResult', { dossierId }, leader);
    expect(signed.at('signResult.dossier')).toMatchObject({ status: 'RESULT_READY', nationalStatus: 9 });
    expect((await bench.said(dossierId, 'dossier.signed')).data).toMatchObject({
      resultCodes: [expect.stringMatching(/^KQ\./)],
    });
    expect((await bench.said(dossierId, 'dossier.result-ready')).data).toMatchObject({ deliveryMethod: 'POST' });
  });

  it('is delivered and closed', async () => {
    const shipmentId = dossierId.replace('dos_', 'shp_');
    const carried = { shipmentId, dossierId, trackingNumber: 'EA987654326VN', at: now };
    await bench.publishTwice(
      ShipmentHandedOver,
      { ...carried, carrier: 'vnpost' },
      { id: `${shipmentId}/5`, key: dossierId },
    );
    await bench.publishTwice(ShipmentDelivered, carried, { id: `${shipmentId}/6`, key: dossierId });
    expect((await bench.said(dossierId, 'dossier.closed')).data).toMatchObject({ outcome: 'HANDED_OVER' });
    const seen = await bench.ask(stepsDocument, { id: dossierId }, player);
    expect(seen.at('dossier')).toMatchObject({ status: 'CLOSED', nationalStatus: 10, closedAt: expect.any(String) });
    const code = seen.textAt('dossier.code');
    const tracked = await bench.ask('query ($code: String!) { trackDossier(code: $code) { status closedAt } }', {
      code: code.toLowerCase(),
    });
    expect(tracked.at('trackDossier')).toMatchObject({ status: 'CLOSED', closedAt: expect.any(String) });
  });

  it('left every fact once, in order, and nothing among the dead letters', async () => {
    const types = await timeline();
    expect(types.filter((type) => type === 'StepAccepted')).toHaveLength(2);
    expect(types.slice(0, 3)).toEqual(['DossierSubmitted', 'PaymentFellDue', 'PaymentSettled']);
    expect(types.slice(-3)).toEqual(['ResultHandedOver', 'StepCompleted', 'DossierClosed']);
    const events = bench.seen('dossier.v1').filter(({ key }) => key === dossierId);
    const sequences = events.map(({ event }) => Number(event?.sequence));
    expect(sequences).toEqual([...new Set(sequences)].sort((one, other) => one - other));
    const started = events.filter(({ type }) => type === 'dossier.step-started').map(({ data }) => data['stepKey']);
    expect([...started].sort()).toEqual(
      [...application.wardSteps, ...Object.values(application.agencySteps), application.lastStep].sort(),
    );
    expect(bench.seen('payment.v1.dossiers.dead')).toEqual([]);
    expect(bench.seen('delivery.v1.dossiers.dead')).toEqual([]);
  });

  /** As an agency does: verifies, reads what it may, accepts, completes. */
  async function agencyWorks(agency: AgencyName, viewer: typeof police): Promise<void> {
    const stepKey = application.agencySteps[agency];
    const [may, mayNot] = application.granted[agency];
    const told = await bench.said(dossierId, 'dossier.step-started', `partner.${agency}.v1`);
    expect(told.data).toMatchObject({ stepKey, agency });
    const signature = {
      'motcua-signature': told.headers['motcua-signature'] ?? '',
      'motcua-key-id': told.headers['motcua-key-id'] ?? '',
    };
    const keys = (await (await fetch(new URL('/partner-keys.json', bench.url))).json()) as { keys: [] };
    const signed = { id: told.id, time: told.event?.time ?? '', body: Buffer.from(told.raw) };
    expect(verifyPartnerSignature(keys, signed, signature)).toBe(true);
    expect(JSON.stringify(keys)).not.toContain('"d"');
    const read = await bench.ask(
      'query ($id: ID!) { dossier(id: $id) { code answers steps { key } } }',
      { id: dossierId },
      viewer,
    );
    expect(read.at(`dossier.answers.${may}`)).toBeDefined();
    expect(read.at(`dossier.answers.${mayNot}`)).toBeUndefined();
    expect(read.at('dossier.steps')).toEqual([{ key: stepKey }]);
    const as = (n: number) => ({
      id: `${agency}-${dossierId}/${String(n)}`,
      key: dossierId,
      topic: `agency-result.${agency}.v1`,
    });
    await bench.publishTwice(AgencyResultAccepted, { dossierId, stepKey, at: now }, as(1));
    await bench.publishTwice(AgencyResultCompleted, { dossierId, stepKey, at: now, resultReference: 'R-1' }, as(2));
  }

  async function timeline(): Promise<readonly string[]> {
    const seen = await bench.ask(
      'query ($id: ID!) { dossier(id: $id) { timeline { type } } }',
      { id: dossierId },
      player,
    );
    const entries = seen.at('dossier.timeline');
    return Array.isArray(entries) ? entries.map((entry: { type: string }) => entry.type) : [];
  }
});

const now = '2026-11-23T05:00:00.000Z';
const reviewDocument = `query ($id: ID!) { draft(id: $id) {
  deliveryMethod destinationProvinceCode dossier { id } readiness { ready problems { path } feeTotalVnd dueAt } } }`;
const stepsDocument = `query ($id: ID!) { dossier(id: $id) {
  code status nationalStatus closedAt availableActions steps { key state } } }`;

async function openSealed(recipient: string, sealed: unknown): Promise<unknown> {
  const keys = bench.keys.sealingPrivateKeysOf(recipient);
  if (keys === undefined) throw new Error(`no keys for ${recipient}`);
  return createOpener(keys).open(String(sealed));
}

async function hearBirthProcedure(): Promise<void> {
  const code = birth.procedureCode;
  await bench.publishTwice(
    ProcedurePublished,
    {
      ...{ procedureId: `prc_${code}`, code, version: 1, effectiveFrom: '2026-01-01', publishedAt: now },
      definition: { ...catalogue(`${code}.json`) },
      optionSets: { ...catalogue('option-sets.json') },
      agencies: { ...catalogue('agencies.json') },
    },
    { id: `prc_${code}/1`, key: `${code}@1` },
  );
  const office = { ...clubOffice, procedureCodes: ['9.000001', code] };
  await bench.publishTwice(OfficeChanged, office, { id: 'off_club/2', key: 'off_club' });
  await eventually('both procedures to be filed there', async () => {
    const answers = await Promise.all(
      ['9.000001', code].map((procedureCode) => startDraft(bench, player, { procedureCode })),
    );
    return answers.every(({ codes }) => codes.length === 0);
  });
}

/** Data of the catalogue, as the service that owns it publishes it. */
function catalogue(file: string, member?: string): object {
  const json: unknown = JSON.parse(
    readFileSync(new URL(`../../procedures/catalogue/${file}`, import.meta.url), 'utf8'),
  );
  const part: unknown = member === undefined ? json : Reflect.get(Object(json), member);
  if (typeof part !== 'object' || part === null) throw new Error(`${file} holds no object`);
  return part;
}
