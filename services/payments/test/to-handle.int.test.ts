import { newId } from '@motcua/service-kit';
import {
  about,
  act,
  aFiledDossier,
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

const document = `query ($officeId: ID!) { paymentsToHandle(officeId: $officeId) { id dossier { id }
  attempts { id status reasonCode } refunds { id status } } }`;
const asks = (viewer: typeof desk | typeof deskElsewhere | typeof owner, officeId: string = desk.officeId) =>
  bench.query(bench.url, document, { officeId }, viewer);
const heard = (dossierId: string, type: string) => bench.waitFor('payment.v1', about(dossierId, type));

async function due() {
  const filed = await aFiledDossier(bench);
  await heard(filed.dossierId, 'payment.due');
  return filed;
}

async function suspected() {
  const filed = await due();
  const attemptId = (await act(bench, owner, 'start', { paymentId: filed.paymentId })).textAt(
    'startPayment.attempt.id',
  );
  const suspect = callbackFor(attemptId, { vnp_ResponseCode: '07', vnp_TransactionStatus: '07' });
  await fetch(`${bench.url}/bank/vnpay/ipn?${suspect}`);
  await heard(filed.dossierId, 'payment.under-review');
  return { ...filed, attemptId };
}

async function owedBackInCash() {
  const { paymentId } = await due();
  await act(bench, desk, 'cash', { paymentId, amountVnd: 28_000 });
  const order = { paymentId, amountVnd: 5_000, expectedBalanceVnd: 28_000, reasonCode: 'OFFICE_ERROR' };
  const answer = await act(bench, lead, 'refund', order);
  return { paymentId, refundId: answer.textAt('refundPayment.payment.refunds.0.id') };
}

describe('what waits for a person', () => {
  it('is listed to the office, longest first, until it is done', async () => {
    await due();
    const { dossierId, paymentId, attemptId } = await suspected();
    const cashPayment = await owedBackInCash();
    const listed = await asks(desk);
    expect(listed.at('paymentsToHandle')).toMatchObject([
      { id: paymentId, dossier: { id: dossierId }, attempts: [{ status: 'UNDER_REVIEW', reasonCode: 'SUSPECT' }] },
      { id: cashPayment.paymentId, attempts: [], refunds: [{ id: cashPayment.refundId, status: 'AT_DESK' }] },
    ]);
    await act(bench, lead, 'resolve', { paymentId, attemptId, decision: 'NOTHING_CAME' });
    await act(bench, desk, 'handOut', { requestId: newId('req', new Date()), ...cashPayment });
    expect((await asks(desk)).at('paymentsToHandle')).toEqual([]);
  });

  it('is nobody else’s', async () => {
    await suspected();
    expect((await asks(deskElsewhere)).at('paymentsToHandle')).toBeNull();
    expect((await asks(owner)).at('paymentsToHandle')).toBeNull();
    expect((await asks(deskElsewhere, deskElsewhere.officeId)).at('paymentsToHandle')).toEqual([]);
  });
});
