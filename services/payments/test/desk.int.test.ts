import { newId } from '@motcua/service-kit';
import {
  about,
  act,
  aFiledDossier,
  aPaidPayment,
  callbackFor,
  desk,
  deskElsewhere,
  lead,
  openPaymentsBench,
  owner,
  type PaymentsBench,
} from './payments-bench.js';

let bench: PaymentsBench;
beforeAll(async () => {
  bench = await openPaymentsBench();
}, 60_000);
afterAll(() => bench.close());

const heard = (dossierId: string, type: string) => bench.waitFor('payment.v1', about(dossierId, type));

async function aDuePayment() {
  const filed = await aFiledDossier(bench);
  await heard(filed.dossierId, 'payment.due');
  return filed;
}

describe('cash at the desk', () => {
  it('settles the payment once for the same request, and says so', async () => {
    const { dossierId, paymentId } = await aDuePayment();
    const input = { requestId: newId('req', new Date()), paymentId, amountVnd: 28_000 };
    const [once, again] = [await act(bench, desk, 'cash', input), await act(bench, desk, 'cash', input)];
    expect(once.at('recordCashPayment.payment.status')).toBe('SETTLED');
    expect(again.data).toEqual(once.data);
    expect((await heard(dossierId, 'payment.settled')).data).toMatchObject({ method: 'CASH', amountVnd: 28_000 });
    const another = { ...input, paymentId: (await aDuePayment()).paymentId };
    expect((await act(bench, desk, 'cash', another)).codes).toEqual(['REQUEST_ID_REUSED']);
  });

  it('of two desks at once is taken by one, and the other is told', async () => {
    const { dossierId, paymentId } = await aDuePayment();
    const colleague = { ...desk, id: 'officer-9' };
    const answers = await Promise.all(
      [desk, colleague].map((officer) => act(bench, officer, 'cash', { paymentId, amountVnd: 28_000 })),
    );
    expect(answers.flatMap(({ codes }) => codes)).toEqual(['PAYMENT_ALREADY_SETTLED']);
    await heard(dossierId, 'payment.settled');
    const balance = await act(bench, lead, 'refund', {
      ...{ paymentId, amountVnd: 1_000, reasonCode: 'OFFICE_ERROR', expectedBalanceVnd: 28_000 },
    });
    expect(balance.at('refundPayment.payment.refundableVnd')).toBe(27_000);
  });

  it('is refused with all its reasons', async () => {
    const { paymentId } = await aDuePayment();
    const given = { paymentId, amountVnd: 28_000 };
    expect((await act(bench, desk, 'cash', { ...given, amountVnd: 8_000 })).codes).toEqual(['AMOUNT_NOT_DUE']);
    expect((await act(bench, lead, 'cash', given)).codes).toEqual(['FORBIDDEN']);
    expect((await act(bench, owner, 'cash', given)).codes).toEqual(['FORBIDDEN']);
    expect((await act(bench, deskElsewhere, 'cash', given)).codes).toEqual(['PAYMENT_NOT_FOUND']);
    expect((await act(bench, desk, 'cash', { ...given, paymentId: 'pay_nobody' })).codes).toEqual([
      'PAYMENT_NOT_FOUND',
    ]);
    await act(bench, owner, 'start', { paymentId });
    expect((await act(bench, desk, 'cash', given)).codes).toEqual(['ATTEMPT_STILL_OPEN']);
  });
});

describe('a fee somebody need not pay', () => {
  const proven = { itemKey: 'extractCopy', ground: 'POOR', proof: 'SHOWN' };

  it('is given up once by the lead, and what is still owed is said again', async () => {
    const { dossierId, paymentId } = await aDuePayment();
    const input = { requestId: newId('req', new Date()), paymentId, ...proven };
    const [once, again] = [await act(bench, lead, 'exempt', input), await act(bench, lead, 'exempt', input)];
    expect(once.at('grantExemption.payment')).toEqual({
      ...{ status: 'DUE', amountDueVnd: 20_000 },
      exemptions: [{ ...proven, waivedVnd: 8_000 }],
    });
    expect(again.data).toEqual(once.data);
    await bench.waitFor('payment.v1', ({ key, type, data }) => {
      return key === dossierId && type === 'payment.due' && JSON.stringify(data).includes('"amountVnd":20000');
    });
    expect((await act(bench, desk, 'cash', { paymentId, amountVnd: 20_000 })).codes).toEqual([]);
  });

  it('goes back when it was paid', async () => {
    bench.bank.refundsWith('00');
    const { dossierId, paymentId, attemptId } = await aPaidPayment(bench);
    await act(bench, lead, 'exempt', { paymentId, ...proven });
    expect((await heard(dossierId, 'payment.refunded')).data).toMatchObject({ refundVnd: 8_000 });
    expect(bench.bank.refunds).toContain(`${attemptId} 800000`);
  });

  it('is not for the desk to give up, nor for anybody else', async () => {
    const { paymentId } = await aDuePayment();
    expect((await act(bench, desk, 'exempt', { paymentId, ...proven })).codes).toEqual(['FORBIDDEN']);
    expect((await act(bench, owner, 'exempt', { paymentId, ...proven })).codes).toEqual(['FORBIDDEN']);
    expect((await act(bench, deskElsewhere, 'exempt', { paymentId, ...proven })).codes).toEqual(['PAYMENT_NOT_FOUND']);
    expect((await act(bench, lead, 'exempt', { paymentId, ...proven, itemKey: 'postage' })).codes).toEqual([
      'POSTAGE_NOT_EXEMPT',
    ]);
  });
});

describe('a refund', () => {
  it('in part goes by the bank once, what follows by the desk, and each is said', async () => {
    bench.bank.refundsWith('00');
    const { dossierId, paymentId, attemptId } = await aPaidPayment(bench);
    const order = { paymentId, amountVnd: 5_000, expectedBalanceVnd: 28_000, reasonCode: 'EXEMPTION_PROVEN' };
    const first = await act(bench, lead, 'refund', order);
    expect(first.at('refundPayment.payment')).toMatchObject({ status: 'SETTLED', refundableVnd: 23_000 });
    expect((await heard(dossierId, 'payment.refunded')).data).toMatchObject({ refundVnd: 5_000, amountVnd: 28_000 });
    expect(bench.bank.refunds).toContain(`${attemptId} 500000`);
    expect((await act(bench, lead, 'refund', order)).codes).toEqual(['BALANCE_CHANGED']);
    const rest = await act(bench, lead, 'refund', { ...order, amountVnd: 23_000, expectedBalanceVnd: 23_000 });
    const refundId = rest.textAt('refundPayment.payment.refunds.1.id');
    expect(rest.at('refundPayment.payment.refunds.1.status')).toBe('AT_DESK');
    const handedOut = await act(bench, desk, 'handOut', { paymentId, refundId });
    expect(handedOut.at('recordRefundPaid.payment.refunds.1.status')).toBe('PAID');
    expect((await act(bench, desk, 'handOut', { paymentId, refundId })).codes).toEqual(['REFUND_ALREADY_PAID']);
    await bench.waitFor('payment.v1', (event) => JSON.stringify(event.data).includes(refundId));
    expect(bench.bank.refunds.filter((asked) => asked.startsWith(attemptId))).toHaveLength(1);
  });

  it('the bank does not answer about stays asked for, and is one when it answers that it knows it', async () => {
    bench.bank.refundsWith('SILENCE');
    const { dossierId, paymentId, attemptId } = await aPaidPayment(bench);
    const order = { paymentId, amountVnd: 28_000, expectedBalanceVnd: 28_000, reasonCode: 'OFFICE_ERROR' };
    await act(bench, lead, 'refund', order);
    await asked(attemptId, 2);
    bench.bank.refundsWith('94');
    expect((await heard(dossierId, 'payment.refunded')).data).toMatchObject({ refundVnd: 28_000 });
  });

  it('the bank refuses goes out at the desk', async () => {
    bench.bank.refundsWith('95');
    const { dossierId, paymentId } = await aPaidPayment(bench);
    const order = { paymentId, amountVnd: 28_000, expectedBalanceVnd: 28_000, reasonCode: 'OFFICE_ERROR' };
    const refundId = (await act(bench, lead, 'refund', order)).textAt('refundPayment.payment.refunds.0.id');
    await until(async () => (await act(bench, desk, 'handOut', { paymentId, refundId })).codes.length === 0);
    await heard(dossierId, 'payment.refunded');
  });

  it('is refused above the balance, to the desk, and before anything was paid', async () => {
    const { paymentId } = await aPaidPayment(bench);
    const order = { paymentId, amountVnd: 28_001, expectedBalanceVnd: 28_000, reasonCode: 'OFFICE_ERROR' };
    expect((await act(bench, lead, 'refund', order)).codes).toEqual(['REFUND_ABOVE_BALANCE']);
    expect((await act(bench, desk, 'refund', order)).codes).toEqual(['FORBIDDEN']);
    expect((await act(bench, lead, 'refund', { ...order, paymentId: (await aDuePayment()).paymentId })).codes).toEqual([
      'NOT_SETTLED',
    ]);
  });
});

describe('money under review', () => {
  it('is taken by the lead, and settles', async () => {
    const { dossierId, paymentId, attemptId } = await anAttempt();
    await fetch(`${bench.url}/bank/vnpay/ipn?${callbackFor(attemptId, { vnp_Amount: '3000000' })}`);
    await heard(dossierId, 'payment.under-review');
    bench.bank.refundsWith('00');
    expect((await act(bench, desk, 'resolve', { paymentId, attemptId, decision: 'TAKE' })).codes).toEqual([
      'FORBIDDEN',
    ]);
    const taken = await act(bench, lead, 'resolve', { paymentId, attemptId, decision: 'TAKE' });
    expect(taken.at('resolveReview.payment')).toMatchObject({ status: 'SETTLED', amountDueVnd: 0 });
    expect((await heard(dossierId, 'payment.refunded')).data).toMatchObject({ refundVnd: 2_000 });
  });

  it('that never came leaves the payment due, which is said again', async () => {
    const { dossierId, paymentId, attemptId } = await anAttempt();
    const suspect = { vnp_ResponseCode: '07', vnp_TransactionStatus: '07' };
    await fetch(`${bench.url}/bank/vnpay/ipn?${callbackFor(attemptId, suspect)}`);
    await heard(dossierId, 'payment.under-review');
    const order = { paymentId, attemptId, decision: 'NOTHING_CAME' };
    const resolved = await act(bench, lead, 'resolve', order);
    expect(resolved.at('resolveReview.payment')).toMatchObject({ status: 'DUE', attempts: [{ status: 'FAILED' }] });
    expect((await act(bench, lead, 'resolve', order)).codes).toEqual(['NOT_UNDER_REVIEW']);
    await act(bench, desk, 'cash', { paymentId, amountVnd: 28_000 });
    await heard(dossierId, 'payment.settled');
    const told = bench.seen('payment.v1').filter(({ key }) => key === dossierId);
    expect(told.map(({ type }) => type)).toEqual([
      'payment.due',
      'payment.under-review',
      'payment.due',
      'payment.settled',
    ]);
  });
});

async function anAttempt() {
  const filed = await aDuePayment();
  const started = await act(bench, owner, 'start', { paymentId: filed.paymentId });
  return { ...filed, attemptId: started.textAt('startPayment.attempt.id') };
}

const asked = (attemptId: string, times: number) =>
  until(() =>
    Promise.resolve(bench.bank.refunds.filter((reference) => reference.startsWith(attemptId)).length >= times),
  );

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it did not become true');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
