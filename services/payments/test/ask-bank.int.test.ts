import { newId } from '@motcua/service-kit';
import { paid } from './bank-double.js';
import { about, aFiledDossier, callbackFor, openPaymentsBench, owner, type PaymentsBench } from './payments-bench.js';

let bench: PaymentsBench;
let now = new Date('2026-11-23T05:00:00.000Z');
beforeAll(async () => {
  bench = await openPaymentsBench();
}, 60_000);
afterAll(() => bench.close());

const heard = (dossierId: string, type: string) => bench.waitFor('payment.v1', about(dossierId, type));
const laterBy = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
  bench.clock.set(now.toISOString());
};

async function start(paymentId: string): Promise<string> {
  const input = { requestId: newId('req', new Date()), paymentId };
  const document = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { attempt { id } } }';
  return (await bench.query(bench.url, document, { input }, owner)).textAt('startPayment.attempt.id');
}

async function aStartedPayment() {
  const filed = await aFiledDossier(bench);
  await heard(filed.dossierId, 'payment.due');
  return { ...filed, attemptId: await start(filed.paymentId) };
}

describe('an attempt the bank does not call about', () => {
  it('is asked about after five minutes, and the signed answer settles it', async () => {
    bench.bank.says({ ...paid });
    const { dossierId, attemptId } = await aStartedPayment();
    laterBy(5);
    expect((await heard(dossierId, 'payment.settled')).data).toMatchObject({ method: 'VNPAY' });
    expect(bench.bank.asked).toContain(attemptId);
  });

  it('ends with the bank’s reason', async () => {
    bench.bank.says({ ...paid, vnp_TransactionStatus: '02' });
    const { dossierId } = await aStartedPayment();
    laterBy(5);
    expect((await heard(dossierId, 'payment.attempt-failed')).data).toMatchObject({ reasonCode: 'FAILED_AT_BANK' });
  });

  it.each(['SILENCE', 'UNSIGNED'] as const)(
    'stays unknown while the bank gives %s, and is asked until it answers',
    async (saying) => {
      bench.bank.says(saying);
      const { dossierId, attemptId } = await aStartedPayment();
      laterBy(60);
      await asksAbout(attemptId, 1);
      laterBy(60);
      await asksAbout(attemptId, 2);
      expect(bench.seen('payment.v1').filter(({ key }) => key === dossierId)).toHaveLength(1);
      bench.bank.says({ vnp_ResponseCode: '91' });
      laterBy(1);
      expect((await heard(dossierId, 'payment.expired')).data).toMatchObject({ attemptId });
    },
  );

  it('expires when its time is over, may be tried again, and late money is looked into', async () => {
    bench.bank.says({ vnp_ResponseCode: '91' });
    const { dossierId, paymentId, attemptId } = await aStartedPayment();
    laterBy(15);
    await heard(dossierId, 'payment.expired');
    const next = await start(paymentId);
    expect(next).toBe(attemptId.replace(/A1$/, 'A2'));
    const answer = await fetch(`${bench.url}/bank/vnpay/ipn?${callbackFor(attemptId)}`);
    expect(await answer.json()).toMatchObject({ RspCode: '00' });
    expect((await heard(dossierId, 'payment.under-review')).data).toMatchObject({
      attemptId,
      reasonCode: 'LATE_SUCCESS',
    });
  });

  it('with another amount in the answer is looked into', async () => {
    bench.bank.says({ ...paid, vnp_Amount: '100' });
    const { dossierId } = await aStartedPayment();
    laterBy(5);
    expect((await heard(dossierId, 'payment.under-review')).data).toMatchObject({ reasonCode: 'WRONG_AMOUNT' });
  });
});

async function asksAbout(attemptId: string, times: number): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (bench.bank.asked.filter((asked) => asked === attemptId).length < times) {
    if (Date.now() > deadline) throw new Error(`the bank was not asked ${times} times`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
