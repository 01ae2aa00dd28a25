import { aSandbox, hashSecret, send } from '../a-sandbox.fixture.js';
import type { Sandbox } from '../main.js';
import { payQuery, queryCall, refundCall, startMerchant, type TestMerchant } from './a-merchant.fixture.js';
import { sign, signedQuery } from './checksum.js';
import type { LedgerEntry, LedgerPayment } from './ledger.js';
import { answerText } from './merchant-answer.js';

const minuteMs = 60_000;

describe('the bank', () => {
  let sandbox: Sandbox;
  let merchant: TestMerchant;
  let createdAt: Date;
  beforeEach(async () => {
    merchant = await startMerchant();
    sandbox = await aSandbox({ VNPAY_IPN_URL: merchant.ipnUrl });
    createdAt = new Date(Math.floor(sandbox.clock.now().getTime() / 1_000) * 1_000);
  });
  afterEach(async () => {
    await sandbox.close();
    await merchant.close();
  });

  const open = (query = payQuery(createdAt), accept = 'application/json') =>
    fetch(`${sandbox.url}/bank/paymentv2/vpcpay.html?${query}`, { headers: { accept }, redirect: 'manual' });
  const confirm = (token: string, outcome: string) =>
    fetch(`${sandbox.url}/bank/paymentv2/confirm`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ token, outcome }),
    });
  const tokenFrom = async (page: Response) => /name="token"\s+value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const pay = async (outcome: string) => confirm(await tokenFrom(await open()), outcome);
  const ledger = async () => (await (await fetch(`${sandbox.url}/bank/transactions`)).json()) as readonly LedgerEntry[];
  const onlyPayment = async () => (await ledger()).find((entry): entry is LedgerPayment => entry.kind === 'PAYMENT');
  const api = (call: object) => send(`${sandbox.url}/bank/merchant_webapi/api/transaction`, 'POST', call);

  it('takes the money, calls the merchant with a signature, then sends the payer back with the same', async () => {
    const response = await pay('success');
    expect(response.status).toBe(302);
    const back = new URL(response.headers.get('location') ?? '');
    expect(back.searchParams.get('lang')).toBe('vi');
    for (const said of [back.searchParams, merchant.calls[0] ?? new URLSearchParams()]) {
      const result = new Map([...said].filter(([name]) => name.startsWith('vnp_')));
      expect(Object.fromEntries(result)).toMatchObject({
        ...{ vnp_Amount: '2800000', vnp_ResponseCode: '00', vnp_TransactionStatus: '00', vnp_TxnRef: 'P2611230001A1' },
      });
      expect(result.get('vnp_SecureHash')).toBe(sign(hashSecret, signedQuery(result)));
    }
    expect(await onlyPayment()).toMatchObject({ charged: true, amountVnd: 28_000, callbacks: [{ answered: '00' }] });
  });

  it('takes the money once, however often the payer confirms or opens the page', async () => {
    const token = await tokenFrom(await open());
    await Promise.all([confirm(token, 'success'), confirm(token, 'success'), confirm(token, 'cancel')]);
    expect((await open()).status).toBe(302);
    expect(await ledger()).toHaveLength(1);
    expect(merchant.calls).toHaveLength(1);
  });

  it.each([
    ['cancel', '24', '02', false],
    ['insufficient-funds', '51', '02', false],
    ['wrong-otp', '13', '02', false],
    ['suspect', '07', '07', true],
    ['reversed', '00', '04', true],
  ])('lets a payer end with %s', async (outcome, responseCode, transactionStatus, charged) => {
    await pay(outcome);
    expect(await onlyPayment()).toMatchObject({ outcome, responseCode, transactionStatus, charged });
    expect(merchant.calls[0]?.get('vnp_ResponseCode')).toBe(responseCode);
  });

  it('calls again every five minutes of its clock until 00 or 02, at most ten times', async () => {
    merchant.answer('99', '500', '02');
    await pay('success');
    for (const times of [2, 3]) {
      sandbox.clock.moveBy(5 * minuteMs);
      await merchant.untilCalled(times);
      await untilAnswered(times);
    }
    sandbox.clock.moveBy(60 * minuteMs);
    expect((await onlyPayment())?.callbacks.map(({ answered }) => answered)).toEqual(['99', 'HTTP 500', '02']);
  });

  const untilAnswered = async (times: number) => {
    let last = '0';
    while (((await onlyPayment())?.callbacks.length ?? 0) < times) {
      const changes = await fetch(`${sandbox.url}/changes?after=${last}&waitMs=2000`);
      last = ((await changes.json()) as readonly { id: string }[])[0]?.id ?? last;
    }
  };

  it('gives up after ten calls', async () => {
    merchant.answer(...Array.from({ length: 20 }, () => '99'));
    await pay('success');
    for (let times = 2; times <= 10; times += 1) {
      sandbox.clock.moveBy(5 * minuteMs);
      await merchant.untilCalled(times);
      await untilAnswered(times);
    }
    sandbox.clock.moveBy(60 * minuteMs);
    expect(merchant.calls).toHaveLength(10);
  });

  it.each([
    ['success-callback-never', 0],
    ['success-callback-five-times', 5],
    ['success-forged-callback', 2],
    ['success-wrong-amount', 1],
    ['success-callback-late', 0],
  ])('misbehaves on wish: %s', async (outcome, calls) => {
    await pay(outcome);
    expect(merchant.calls).toHaveLength(calls);
    if (outcome === 'success-callback-late') {
      sandbox.clock.moveBy(10 * minuteMs);
      await merchant.untilCalled(1);
    }
    if (outcome === 'success-wrong-amount') expect(merchant.calls[0]?.get('vnp_Amount')).toBe('2800100');
  });

  it('may lose the payer on the way back', async () => {
    const response = await pay('success-no-return');
    expect(response.status).toBe(504);
    expect(await onlyPayment()).toMatchObject({ charged: true });
  });

  it('ends an open payment when its time is over', async () => {
    const token = await tokenFrom(await open());
    sandbox.clock.moveBy(16 * minuteMs);
    await merchant.untilCalled(1);
    expect(merchant.calls[0]?.get('vnp_ResponseCode')).toBe('11');
    expect((await confirm(token, 'success')).headers.get('location')).toContain('vnp_ResponseCode=11');
    expect(await onlyPayment()).toMatchObject({ outcome: 'expired', charged: false });
  });

  it.each([
    ['a wrong hash', (query: string) => query.replace('2800000', '2800100'), 'WRONG_HASH'],
    ['no hash', (query: string) => query.replace(/&vnp_SecureHash=.*/, ''), 'PARAMETER_MISSING'],
    ['a doubled parameter', (query: string) => `${query}&vnp_Amount=100`, 'PARAMETER_TWICE'],
    ['an unknown merchant', (query: string) => query.replace('TESTTMN1', 'OTHERTMN'), 'UNKNOWN_MERCHANT'],
  ])('refuses a pay request with %s', async (_what, change, code) => {
    const response = await open(change(payQuery(createdAt)));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code });
    expect(await ledger()).toEqual([]);
  });

  it.each([
    ['half a đồng', { vnp_Amount: '2800050' }, 'PARAMETER_WRONG'],
    ['another version', { vnp_Version: '2.0.0' }, 'PARAMETER_WRONG'],
    ['a date that is none', { vnp_CreateDate: '20260231000000' }, 'PARAMETER_WRONG'],
    ['no return address', { vnp_ReturnUrl: 'javascript:alert(1)' }, 'PARAMETER_WRONG'],
    ['an expiry in the past', { vnp_ExpireDate: '20200101000000' }, 'PAY_REQUEST_EXPIRED'],
  ])('refuses a rightly signed pay request with %s', async (_what, more, code) => {
    expect(await (await open(payQuery(createdAt, more))).json()).toMatchObject({ code });
  });

  it('refuses a reference used for something else, an unknown token and an unknown outcome', async () => {
    const token = await tokenFrom(await open());
    const other = await open(payQuery(createdAt, { vnp_Amount: '100' }));
    expect([other.status, await other.json()]).toMatchObject([409, { code: 'TXN_REF_USED' }]);
    expect(await (await confirm('made-up', 'success')).json()).toMatchObject({ code: 'UNKNOWN_TOKEN' });
    expect(await (await confirm(token, 'riches')).json()).toMatchObject({ code: 'UNKNOWN_OUTCOME' });
    const page = await open('vnp_TmnCode=%3Cscript%3E', 'text/html');
    expect(await page.text()).toContain('<code>UNKNOWN_MERCHANT</code>');
  });

  it('answers what became of a payment, signed', async () => {
    expect(await api(queryCall('q1', 'P2611230001A1', createdAt, createdAt))).toMatchObject({
      body: { vnp_ResponseCode: '91' },
    });
    const token = await tokenFrom(await open());
    const open1 = await api(queryCall('q2', 'P2611230001A1', createdAt, createdAt));
    expect(open1.body).toMatchObject({ vnp_ResponseCode: '00', vnp_TransactionStatus: '01' });
    await confirm(token, 'success');
    const { body } = await api(queryCall('q3', 'P2611230001A1', createdAt, createdAt));
    expect(body).toMatchObject({ vnp_ResponseCode: '00', vnp_TransactionStatus: '00', vnp_Amount: '2800000' });
    expect(body['vnp_SecureHash']).toBe(sign(hashSecret, answerText('querydr', body as Record<string, string>)));
  });

  it('refuses questions it cannot believe or has heard', async () => {
    const call = queryCall('q1', 'P2611230001A1', createdAt, createdAt);
    expect((await api({ ...call, vnp_TxnRef: 'P9' })).body).toMatchObject({ vnp_ResponseCode: '97' });
    expect((await api({ ...call, vnp_TmnCode: 'OTHER' })).body).toMatchObject({ vnp_ResponseCode: '02' });
    await api(call);
    expect((await api(call)).body).toMatchObject({ vnp_ResponseCode: '94' });
    expect(await api({ ...call, vnp_Command: 'give' })).toMatchObject({
      status: 400,
      body: { code: 'UNKNOWN_COMMAND' },
    });
    expect(await api({})).toMatchObject({ status: 400, body: { code: 'FIELD_MISSING' } });
  });

  it('gives money back once, at most what was paid, and signs its answer', async () => {
    const refund = async (id: string, amountVnd: number, type?: string) =>
      (await api(refundCall(id, 'P2611230001A1', createdAt, amountVnd, type))).body;
    expect(await refund('r1', 28_000)).toMatchObject({ vnp_ResponseCode: '91' });
    await pay('success');
    expect(await refund('r2', 27_000)).toMatchObject({ vnp_ResponseCode: '93' });
    expect(await refund('r3', 29_000, '03')).toMatchObject({ vnp_ResponseCode: '93' });
    const done = await refund('r4', 28_000);
    expect(done).toMatchObject({ vnp_ResponseCode: '00', vnp_TransactionType: '02', vnp_TransactionStatus: '05' });
    expect(done['vnp_SecureHash']).toBe(sign(hashSecret, answerText('refund', done as Record<string, string>)));
    expect(await refund('r5', 28_000)).toMatchObject({ vnp_ResponseCode: '94' });
    expect((await ledger()).filter(({ kind }) => kind === 'REFUND')).toMatchObject([
      { amountVnd: 28_000, createdBy: 'canbo01' },
    ]);
  });

  it('gives nothing back where nothing was paid', async () => {
    await pay('cancel');
    const { body } = await api(refundCall('r1', 'P2611230001A1', createdAt, 28_000));
    expect(body).toMatchObject({ vnp_ResponseCode: '95' });
  });
});
