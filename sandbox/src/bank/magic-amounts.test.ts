import { aSandbox } from '../a-sandbox.fixture.js';
import type { Sandbox } from '../main.js';
import { payQuery, startMerchant, type TestMerchant } from './a-merchant.fixture.js';
import type { LedgerPayment } from './ledger.js';
import { magicEndings, outcomeOfAmount } from './magic-amounts.js';
import { outcomes } from './outcomes.js';

describe('a sum that decides what becomes of it', () => {
  it('there is one for every outcome but the plain success', () => {
    expect([...magicEndings.values()].sort()).toEqual([...outcomes.keys()].filter((name) => name !== 'success').sort());
    expect(outcomeOfAmount(8_024)).toBe('cancel');
    expect(outcomeOfAmount(28_000)).toBe('success');
    expect(outcomeOfAmount(4)).toBe('reversed');
  });
});

describe('the bank without a wish of the payer', () => {
  let sandbox: Sandbox;
  let merchant: TestMerchant;
  let at: Date;
  beforeEach(async () => {
    merchant = await startMerchant();
    sandbox = await aSandbox({ VNPAY_IPN_URL: merchant.ipnUrl });
    at = new Date(Math.floor(sandbox.clock.now().getTime() / 1_000) * 1_000);
  });
  afterEach(async () => {
    await sandbox.close();
    await merchant.close();
  });

  async function pay(amountVnd: number, outcome?: string) {
    const more = { vnp_TxnRef: `P${String(amountVnd)}A1`, vnp_Amount: String(amountVnd * 100) };
    const page = await fetch(`${sandbox.url}/bank/paymentv2/vpcpay.html?${payQuery(at, more)}`);
    const token = /name="token"\s+value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
    const form = new URLSearchParams(outcome === undefined ? { token } : { token, outcome });
    const answer = await fetch(`${sandbox.url}/bank/paymentv2/confirm`, {
      ...{ method: 'POST', redirect: 'manual', body: form },
    });
    const [payment] = (await (
      await fetch(`${sandbox.url}/bank/transactions?to=${more.vnp_TxnRef}`)
    ).json()) as readonly LedgerPayment[];
    return { status: answer.status, payment };
  }

  it.each([
    [28_000, { outcome: 'success', charged: true, responseCode: '00' }],
    [8_024, { outcome: 'cancel', charged: false, responseCode: '24' }],
    [8_075, { outcome: 'maintenance', charged: false, responseCode: '75' }],
    [8_007, { outcome: 'suspect', charged: true, responseCode: '07' }],
    [8_100, { outcome: 'success-callback-never', charged: true, callbacks: [] }],
  ])('goes by the sum of %d', async (amountVnd, expected) => {
    expect((await pay(amountVnd)).payment).toMatchObject(expected);
  });

  it('goes by the payer’s wish where there is one', async () => {
    expect((await pay(8_024, 'success')).payment).toMatchObject({ outcome: 'success' });
  });

  it('may take the money and be silent', async () => {
    const { status, payment } = await pay(8_121);
    expect(status).toBe(504);
    expect(payment).toMatchObject({ charged: true, transactionStatus: '00', callbacks: [] });
    expect(merchant.calls).toEqual([]);
  });

  it.each([
    [8_112, ['51', '00']],
    [8_113, ['00', '51']],
  ])('may tell of an earlier failure in either order: %d', async (amountVnd, codes) => {
    await pay(amountVnd);
    expect(merchant.calls.map((call) => call.get('vnp_ResponseCode'))).toEqual(codes);
  });
});
