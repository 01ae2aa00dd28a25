import { databaseOf, connectMongo } from '@motcua/service-kit/mongo';
import { newId } from '@motcua/service-kit';
import {
  about,
  aFiledDossier,
  anotherCitizen,
  callbackFor,
  desk,
  deskElsewhere,
  openPaymentsBench,
  owner,
  quote,
  submit,
  type PaymentsBench,
} from './payments-bench.js';

const paymentQuery = `query ($id: ID!) { payment(id: $id) {
  id status amountVnd amountDueVnd dueSince settledAt items { key totalVnd name { vi } } attempts { id status reasonCode }
} }`;
const startMutation = `mutation ($input: StartPaymentInput!) { startPayment(input: $input) {
  payUrl attempt { id status expiresAt } payment { status }
} }`;

let bench: PaymentsBench;
beforeAll(async () => {
  bench = await openPaymentsBench();
}, 60_000);
afterAll(() => bench.close());

const heard = (dossierId: string, type: string) => bench.waitFor('payment.v1', about(dossierId, type));
const told = (dossierId: string) =>
  bench
    .seen('payment.v1')
    .filter(({ key }) => key === dossierId)
    .map(({ type }) => type);
const ipn = async (query: string): Promise<unknown> => (await fetch(`${bench.url}/bank/vnpay/ipn?${query}`)).json();
const start = (
  paymentId: string,
  requestId = newId('req', new Date()),
  viewer: Parameters<typeof bench.query>[3] = owner,
) => bench.query(bench.url, startMutation, { input: { requestId, paymentId } }, viewer);
const shown = async (paymentId: string) =>
  (await bench.query(bench.url, paymentQuery, { id: paymentId }, owner)).at('payment');

async function aStartedPayment() {
  const filed = await aFiledDossier(bench);
  await heard(filed.dossierId, 'payment.due');
  const attemptId = (await start(filed.paymentId)).textAt('startPayment.attempt.id');
  return { ...filed, attemptId };
}

describe('fee and postage', () => {
  it.each([
    ['the postage comes first', true],
    ['the fees come first', false],
  ])('make one payment when %s, told once though every event came twice', async (_, postageFirst) => {
    const dossierId = newId('dos', new Date());
    if (postageFirst) await quote(bench, dossierId, 20_000);
    await submit(bench, dossierId, 1, true);
    if (!postageFirst) await quote(bench, dossierId, 20_000);
    const { data } = await heard(dossierId, 'payment.due');
    expect(data).toMatchObject({
      amountVnd: 28_000,
      dossierCode: 'H26.153-261123-0001',
      items: [{ key: 'extractCopy' }, { key: 'postage' }],
    });
    // Something later from the same key: whatever was told twice would have come before it.
    const attemptId = (await start(dossierId.replace('dos_', 'pay_'))).textAt('startPayment.attempt.id');
    await ipn(callbackFor(attemptId, { vnp_ResponseCode: '24' }));
    await heard(dossierId, 'payment.attempt-failed');
    expect(told(dossierId)).toEqual(['payment.due', 'payment.attempt-failed']);
  });

  it('are settled at once when nothing is due', async () => {
    const { dossierId, paymentId } = await aFiledDossier(bench, { copies: 0, postageVnd: null });
    expect((await heard(dossierId, 'payment.settled')).data).toMatchObject({ method: 'NOTHING_DUE', amountVnd: 0 });
    expect((await start(paymentId)).codes).toEqual(['NOTHING_DUE']);
  });

  it('are shown while the postage is awaited', async () => {
    const dossierId = newId('dos', new Date());
    await submit(bench, dossierId, 1, true);
    const marker = await aFiledDossier(bench, { copies: 0, postageVnd: null });
    await heard(marker.dossierId, 'payment.settled');
    const paymentId = dossierId.replace('dos_', 'pay_');
    await untilTrue(async () => (await shown(paymentId)) !== null);
    expect(await shown(paymentId)).toMatchObject({ status: 'ASSESSING', amountVnd: 8_000, amountDueVnd: 0 });
    expect((await start(paymentId)).codes).toEqual(['NOTHING_DUE']);
  });

  it('that do not fit go to the dead letters, and the rest goes on', async () => {
    const dossierId = newId('dos', new Date());
    await submit(bench, dossierId, 1, false);
    await quote(bench, dossierId, 20_000);
    const dead = await bench.waitFor('delivery.v1.payments.dead', ({ raw }) => raw.includes(dossierId));
    expect(JSON.stringify(dead.headers)).toContain('POSTAGE_NOT_EXPECTED');
    await bench.publishRaw('dossier.v1', 'dos_poison', '{"not": "an event"}');
    await bench.waitFor('dossier.v1.payments.dead', ({ raw }) => raw.includes('not'));
    await heard((await aFiledDossier(bench)).dossierId, 'payment.due');
  });
});

describe('who may see and pay', () => {
  it('the applicant sees and pays, the desk of the office sees, nobody else learns anything', async () => {
    const { dossierId, paymentId } = await aFiledDossier(bench);
    await heard(dossierId, 'payment.due');
    const seenBy = async (viewer: Parameters<typeof bench.query>[3]) => {
      const alone = await bench.query(bench.url, paymentQuery, { id: paymentId }, viewer);
      const ofDossier = await bench.query(
        bench.url,
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dossier { amountDueVnd payment { id } } } }',
        { r: [{ __typename: 'Dossier', id: dossierId }] },
        viewer,
      );
      const asEntity = await bench.query(
        bench.url,
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Payment { id } } }',
        { r: [{ __typename: 'Payment', id: paymentId }] },
        viewer,
      );
      return [
        alone.at('payment.id'),
        ofDossier.at('_entities.0.payment.id'),
        ofDossier.at('_entities.0.amountDueVnd'),
        asEntity.at('_entities.0.id'),
      ];
    };
    const guest = { kind: 'guest', id: 'gst_1', opens: dossierId } as const;
    for (const viewer of [owner, desk, guest]) {
      expect(await seenBy(viewer)).toEqual([paymentId, paymentId, 28_000, paymentId]);
    }
    for (const viewer of [
      anotherCitizen,
      deskElsewhere,
      { kind: 'anonymous' } as const,
      { ...guest, opens: dossierId.replace('dos_', 'drf_') } as const,
      { kind: 'agency', id: 'residence-police' } as const,
    ]) {
      expect(await seenBy(viewer)).toEqual([undefined, undefined, null, undefined]);
      expect((await start(paymentId, 'r-1', viewer)).codes).toEqual(['PAYMENT_NOT_FOUND']);
    }
    expect((await start(paymentId, 'r-1', desk)).codes).toEqual(['PAYMENT_NOT_FOUND']);
    expect((await start(paymentId, 'r-1', guest)).textAt('startPayment.payUrl')).toMatch(/^https:/);
    expect((await start('pay_nobody')).codes).toEqual(['PAYMENT_NOT_FOUND']);
  });
});

describe('starting to pay', () => {
  it('answers the same attempt to the same request, and refuses its id for another', async () => {
    const [first, second] = [await aFiledDossier(bench), await aFiledDossier(bench)];
    await heard(second.dossierId, 'payment.due');
    await heard(first.dossierId, 'payment.due');
    const requestId = newId('req', new Date());
    const [once, again] = [await start(first.paymentId, requestId), await start(first.paymentId, requestId)];
    expect(once.data).toEqual(again.data);
    expect(once.textAt('startPayment.payUrl')).toMatch(
      /^https:\/\/bank\.example\/paymentv2\/vpcpay\.html\?vnp_Amount=2800000&/,
    );
    expect(once.textAt('startPayment.attempt.id')).toMatch(/^P261123\d{7}A1$/);
    const resumed = 'query ($id: ID!) { payment(id: $id) { attempts { payUrl qrText } } }';
    const seenBy = async (viewer: Parameters<typeof bench.query>[3]) =>
      (await bench.query(bench.url, resumed, { id: first.paymentId }, viewer)).at('payment.attempts.0');
    expect(await seenBy(owner)).toEqual({ payUrl: once.textAt('startPayment.payUrl'), qrText: null });
    expect(await seenBy(desk)).toEqual({ payUrl: null, qrText: null });
    expect((await start(second.paymentId, requestId)).codes).toEqual(['REQUEST_ID_REUSED']);
    expect((await start(first.paymentId)).codes).toEqual(['ATTEMPT_STILL_OPEN']);
    expect((await start(first.paymentId, '')).codes).toEqual(['REQUEST_ID_MALFORMED']);
  });
});

describe('the bank calls', () => {
  it('five times: paid once, settled once, every call kept', async () => {
    const { dossierId, paymentId, attemptId } = await aStartedPayment();
    const answers = [];
    for (let call = 1; call <= 5; call += 1) answers.push(await ipn(callbackFor(attemptId)));
    expect(answers.map((answer) => (answer as { RspCode: string }).RspCode)).toEqual(['00', '02', '02', '02', '02']);
    expect((await heard(dossierId, 'payment.settled')).data).toMatchObject({ method: 'VNPAY', amountVnd: 28_000 });
    expect(await shown(paymentId)).toMatchObject({
      status: 'SETTLED',
      amountDueVnd: 0,
      attempts: [{ status: 'SUCCEEDED' }],
    });
    expect(told(dossierId)).toEqual(['payment.due', 'payment.settled']);
    await untilTrue(async () => !(await keptCallbacks(attemptId)).includes('undefined'));
    expect(await keptCallbacks(attemptId)).toEqual(['00', '02', '02', '02', '02']);
    expect((await start(paymentId)).codes).toEqual(['PAYMENT_ALREADY_SETTLED']);
  });

  it('five times at once: still one', async () => {
    const { attemptId } = await aStartedPayment();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => ipn(callbackFor(attemptId))));
    expect(answers.map((answer) => (answer as { RspCode: string }).RspCode).sort()).toEqual([
      '00',
      '02',
      '02',
      '02',
      '02',
    ]);
  });

  it.each([
    ['unsigned', (id: string) => callbackFor(id).replace(/&vnp_SecureHash=.*/, ''), '97'],
    ['with a forged amount', (id: string) => callbackFor(id).replace('2800000', '100'), '97'],
    ['with a doubled parameter', (id: string) => `${callbackFor(id)}&vnp_TxnRef=${id}`, '97'],
    ['about a reference we do not know', () => callbackFor('P2611239999999A1'), '01'],
  ])('%s: kept, and nothing changes', async (_, query, code) => {
    const { paymentId, attemptId } = await aStartedPayment();
    expect(await ipn(query(attemptId))).toMatchObject({ RspCode: code });
    expect(await shown(paymentId)).toMatchObject({ status: 'DUE', attempts: [{ status: 'STARTED' }] });
  });

  it.each([
    ['another amount than we asked for', { vnp_Amount: '2800100' }, '04', 'WRONG_AMOUNT'],
    ['code 07', { vnp_ResponseCode: '07', vnp_TransactionStatus: '07' }, '00', 'SUSPECT'],
  ])('with %s: a person looks at it', async (_, changes, code, reasonCode) => {
    const { dossierId, paymentId, attemptId } = await aStartedPayment();
    expect(await ipn(callbackFor(attemptId, changes))).toMatchObject({ RspCode: code });
    expect((await heard(dossierId, 'payment.under-review')).data).toMatchObject({ attemptId, reasonCode });
    expect(await shown(paymentId)).toMatchObject({ status: 'UNDER_REVIEW', amountDueVnd: 28_000 });
    expect((await start(paymentId)).codes).toEqual(['PAYMENT_UNDER_REVIEW']);
  });
});

describe('the citizen comes back from the bank', () => {
  it('and sees where things stand; coming back settles nothing', async () => {
    const { paymentId, attemptId } = await aStartedPayment();
    const back = await fetch(`${bench.url}/bank/vnpay/return?${callbackFor(attemptId)}`);
    expect([back.status, back.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await back.text()).toContain(attemptId);
    expect(await shown(paymentId)).toMatchObject({ status: 'DUE', attempts: [{ status: 'STARTED' }] });
    const forged = await fetch(`${bench.url}/bank/vnpay/return?vnp_TxnRef=%3Cscript%3E&vnp_ResponseCode=00`);
    expect(forged.status).toBe(400);
    expect(await forged.text()).not.toContain('<script');
  });
});

async function keptCallbacks(attemptId: string): Promise<readonly string[]> {
  const mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
  const rows = databaseOf(mongo)
    .collection('bank-callbacks')
    .find({ rawQuery: { $regex: `vnp_TxnRef=${attemptId}` } });
  const answered = (await rows.toArray()).map((row) => String(row['answered']));
  return answered.sort(); // calls of one instant have no order of their own
}

async function untilTrue(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it did not become true');
  }
}
