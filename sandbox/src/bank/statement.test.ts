import { aSandbox, hashSecret, send } from '../a-sandbox.fixture.js';
import type { Sandbox } from '../main.js';
import { payQuery, refundCall, startMerchant, type TestMerchant } from './a-merchant.fixture.js';
import { sign } from './checksum.js';
import type { Statement } from './statement.js';

// From NAPAS's description of the format: 180,000 đồng, "NPS6869 thanh toan don hang".
const qrText =
  '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E';

describe('the statement of the bank', () => {
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

  const dayOf = (instant: Date) => new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
  const statement = async (day = dayOf(at), secret = hashSecret) => {
    const asked = new URLSearchParams({ tmnCode: 'TESTTMN1', day, checksum: sign(secret, `TESTTMN1|${day}`) });
    const answer = await fetch(`${sandbox.url}/bank/statement?${asked.toString()}`);
    return { status: answer.status, body: (await answer.json()) as Statement };
  };
  const pay = async (outcome: string, txnRef: string) => {
    const page = await fetch(`${sandbox.url}/bank/paymentv2/vpcpay.html?${payQuery(at, { vnp_TxnRef: txnRef })}`);
    const token = /name="token"\s+value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
    const form = new URLSearchParams({ token, outcome });
    await fetch(`${sandbox.url}/bank/paymentv2/confirm`, { method: 'POST', redirect: 'manual', body: form });
  };

  it('shows what moved that day, and nothing that did not', async () => {
    for (const [index, outcome] of ['success', 'cancel', 'suspect', 'success-not-in-statement'].entries()) {
      await pay(outcome, `P${String(index)}A1`);
    }
    await send(`${sandbox.url}/bank/transfers`, 'POST', { qrText });
    await send(`${sandbox.url}/bank/transfers`, 'POST', { qrText, amountVnd: 5, text: 'P9A1' });
    const call = refundCall('r1', 'P0A1', at, 28_000);
    expect((await send(`${sandbox.url}/bank/merchant_webapi/api/transaction`, 'POST', call)).status).toBe(200);
    const { body } = await statement();
    expect(body.lines.map(({ kind, reference, amountVnd }) => [kind, reference, amountVnd])).toEqual([
      ['PAYMENT', 'P0A1', 28_000],
      ['TRANSFER', 'thanh toan don hang', 180_000],
      ['TRANSFER', 'P9A1', 5],
      ['REFUND', 'P0A1', 28_000],
    ]);
    const lines = body.lines.map((line) =>
      [line.lineId, line.kind, line.reference, line.transactionNo, String(line.amountVnd), line.at].join('|'),
    );
    expect(body.checksum).toBe(sign(hashSecret, [body.day, ...lines].join('\n')));
    expect((await statement(dayOf(new Date(at.getTime() + 86_400_000)))).body.lines).toEqual([]);
  });

  it('is for its merchant alone', async () => {
    expect((await statement(dayOf(at), 'another-secret-nobody-has')).status).toBe(403);
    expect((await fetch(`${sandbox.url}/bank/statement?day=x`)).status).toBe(400);
  });

  it.each([qrText.slice(0, -1), qrText.replace('180000', '180001'), 'https://example.com', ''])(
    'no transfer comes of what is no VietQR code: %#',
    async (text) => {
      expect((await send(`${sandbox.url}/bank/transfers`, 'POST', { qrText: text })).status).toBe(400);
    },
  );

  it('a refund may be refused, or done without an answer', async () => {
    await pay('success-refund-refused', 'P1A1');
    await pay('success-refund-times-out', 'P2A1');
    const refund = (id: string, reference: string) =>
      send(`${sandbox.url}/bank/merchant_webapi/api/transaction`, 'POST', refundCall(id, reference, at, 28_000));
    expect((await refund('r1', 'P1A1')).body).toMatchObject({ vnp_ResponseCode: '95' });
    expect((await refund('r2', 'P2A1')).status).toBe(504);
    expect((await refund('r3', 'P2A1')).body).toMatchObject({ vnp_ResponseCode: '94' });
  });

  it('a failure may be told before the success', async () => {
    await pay('success-after-failure', 'P1A1');
    expect(merchant.calls.map((call) => call.get('vnp_ResponseCode'))).toEqual(['51', '00']);
  });
});
