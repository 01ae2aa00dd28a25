import { DossierRejected, DossierSupplemented, DossierTransferred, DossierWithdrawn } from '@motcua/event-contracts';
import {
  about,
  act,
  aFiledDossier,
  aPaidPayment,
  callbackFor,
  desk,
  deskElsewhere,
  openPaymentsBench,
  owner,
  say,
  type PaymentsBench,
} from './payments-bench.js';

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

describe('a dossier that ends without a result', () => {
  it('and without money is concluded, and nothing can be paid any more', async () => {
    const { dossierId, paymentId } = await aFiledDossier(bench);
    await heard(dossierId, 'payment.due');
    await say(bench, DossierWithdrawn, dossierId);
    expect((await heard(dossierId, 'payment.concluded')).data).toMatchObject({
      ...{ outcome: 'NOTHING_PAID', amountVnd: 0, refundVnd: 0 },
    });
    expect((await act(bench, owner, 'start', { paymentId })).codes).toEqual(['DOSSIER_ENDED']);
    expect((await act(bench, desk, 'cash', { paymentId, amountVnd: 28_000 })).codes).toEqual(['DOSSIER_ENDED']);
    expect(told(dossierId)).toEqual(['payment.due', 'payment.concluded']);
  });

  it('and with money at the bank is given back there, said once, and concluded once', async () => {
    const { dossierId, attemptId } = await aPaidPayment(bench);
    await say(bench, DossierRejected, dossierId);
    expect((await heard(dossierId, 'payment.refunded')).data).toMatchObject({ refundVnd: 28_000 });
    expect((await heard(dossierId, 'payment.concluded')).data).toMatchObject({
      ...{ outcome: 'REFUNDED', amountVnd: 28_000, refundVnd: 28_000 },
    });
    expect(bench.bank.refunds).toEqual([`${attemptId} 2800000`]);
    expect(told(dossierId)).toEqual(['payment.due', 'payment.settled', 'payment.refunded', 'payment.concluded']);
  });

  it('and with cash waits for the desk', async () => {
    const { dossierId, paymentId } = await aFiledDossier(bench);
    await heard(dossierId, 'payment.due');
    await act(bench, desk, 'cash', { paymentId, amountVnd: 28_000 });
    await say(bench, DossierRejected, dossierId);
    const refundId = `${dossierId.replace('dos_', 'rfd_')}.1`;
    await untilDone(() => act(bench, desk, 'handOut', { paymentId, refundId }));
    expect((await heard(dossierId, 'payment.concluded')).data).toMatchObject({ outcome: 'REFUNDED' });
  });

  it('while somebody pays: the money is taken and goes back', async () => {
    const filed = await aFiledDossier(bench);
    await heard(filed.dossierId, 'payment.due');
    const started = await act(bench, owner, 'start', { paymentId: filed.paymentId });
    await say(bench, DossierWithdrawn, filed.dossierId);
    await untilCode(filed.paymentId, 'DOSSIER_ENDED');
    await fetch(`${bench.url}/bank/vnpay/ipn?${callbackFor(started.textAt('startPayment.attempt.id'))}`);
    expect((await heard(filed.dossierId, 'payment.concluded')).data).toMatchObject({ outcome: 'REFUNDED' });
    expect(told(filed.dossierId)).toEqual(['payment.due', 'payment.refunded', 'payment.concluded']);
  });
});

describe('a dossier that was supplemented', () => {
  const fee = (quantity: number) => ({
    fees: [
      ...(quantity === 0
        ? []
        : [{ key: 'copy', nameVi: 'Bản sao', amountVnd: 8_000, quantity, totalVnd: 8_000 * quantity }]),
    ],
    feeTotalVnd: 8_000 * quantity,
  });

  it('owes more, and the difference is asked for', async () => {
    const { dossierId } = await aPaidPayment(bench);
    await say(bench, DossierSupplemented, dossierId, fee(3));
    const due = await bench.waitFor(
      'payment.v1',
      ({ key, type, data }) => key === dossierId && type === 'payment.due' && JSON.stringify(data).includes('16000'),
    );
    expect(due.data).toMatchObject({ amountVnd: 16_000, items: [{ quantity: 3 }, { key: 'postage' }] });
  });

  it('owes less, and the difference goes back', async () => {
    const { dossierId } = await aPaidPayment(bench);
    await say(bench, DossierSupplemented, dossierId, fee(0));
    expect((await heard(dossierId, 'payment.refunded')).data).toMatchObject({ refundVnd: 8_000, amountVnd: 20_000 });
  });
});

describe('a dossier that goes to another office', () => {
  it('is paid there, and no longer here', async () => {
    const { dossierId, paymentId } = await aFiledDossier(bench);
    await heard(dossierId, 'payment.due');
    await say(bench, DossierTransferred, dossierId, { officeId: deskElsewhere.officeId });
    await untilDone(() => act(bench, deskElsewhere, 'cash', { paymentId, amountVnd: 28_000 }));
    expect((await act(bench, desk, 'cash', { paymentId, amountVnd: 28_000 })).codes).toEqual(['PAYMENT_NOT_FOUND']);
  });
});

const untilCode = (paymentId: string, code: string) =>
  until(async () => (await act(bench, owner, 'start', { paymentId })).codes.includes(code));
const untilDone = (ask: () => Promise<{ readonly codes: readonly string[] }>) =>
  until(async () => (await ask()).codes.length === 0);

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it did not become true');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
