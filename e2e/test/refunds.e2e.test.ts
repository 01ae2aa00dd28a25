import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { act, refusalOf } from '../src/act.js';
import { readApplication } from '../src/application.js';
import { prepare, receive, workThrough } from '../src/birth-journey.js';
import { GraphQLAnswerError, type Client } from '../src/client.js';
import { fileApplication } from '../src/file-application.js';
import { onPlatform } from '../src/on-platform.js';

const on = onPlatform();

const officeId = 'off_ha-dong';
const birth = readApplication(fileURLToPath(new URL('../applications/birth-with-papers.json', import.meta.url)));
const marriage = readApplication(
  fileURLToPath(new URL('../../services/procedures/catalogue/samples/1.000894-1.json', import.meta.url)),
);
const silent = (): void => {};

interface Seen {
  readonly status: string;
  readonly availableActions: readonly string[];
  readonly payment: {
    readonly id: string;
    readonly status: string;
    readonly amountDueVnd: number;
    readonly attempts: readonly { readonly id: string; readonly status: string }[];
    readonly refunds: readonly { readonly id: string; readonly status: string; readonly amountVnd: number }[];
  } | null;
  readonly messages: readonly { readonly template: string }[] | null;
}

async function seen(client: Client, dossierId: string): Promise<Seen> {
  const { dossier } = await client.ask<{ dossier: Seen }>(
    `query Money($id: ID!) { dossier(id: $id) { status availableActions messages { template }
      payment { id status amountDueVnd attempts { id status } refunds { id status amountVnd } } } }`,
    { id: dossierId },
  );
  return dossier;
}

const until = (what: string, dossierId: string, holds: (seen: Seen) => boolean, client = on.actors.citizen) =>
  on.actors.until(what, () => seen(client, dossierId), holds);
const closed = (dossierId: string) => until('it to be closed', dossierId, ({ status }) => status === 'CLOSED');

async function fileUntilDue(application = birth) {
  const { dossierId } = await fileApplication(on.actors, application, silent);
  const { payment } = await until('the fee to be due', dossierId, (found) => found.payment?.status === 'DUE');
  if (payment === null) throw new Error('nothing is due');
  return { dossierId, paymentId: payment.id, amountVnd: payment.amountDueVnd };
}

async function payAs(paymentId: string, outcome: string): Promise<string> {
  const { startPayment } = await on.actors.citizen.ask<{ startPayment: { payUrl: string; attempt: { id: string } } }>(
    `mutation Pay($input: StartPaymentInput!) { startPayment(input: $input) { payUrl attempt { id } } }`,
    { input: { requestId: randomUUID(), paymentId } },
  );
  await on.actors.sandbox.pay(startPayment.payUrl, outcome);
  return startPayment.attempt.id;
}

const settled = (dossierId: string) =>
  until('the bank to confirm', dossierId, ({ payment }) => payment?.status === 'SETTLED');

function atDesk(client: Client, name: string, inputType: string, input: Readonly<Record<string, unknown>>) {
  return client.ask(`mutation Desk($input: ${inputType}!) { ${name}(input: $input) { payment { id } } }`, {
    input: { requestId: randomUUID(), ...input },
  });
}

const takeCash = (paymentId: string, amountVnd: number) =>
  atDesk(on.actors.receiver, 'recordCashPayment', 'RecordCashPaymentInput', { paymentId, amountVnd });

/** What waits for the office is found in its list, handed out, and waits no more. */
async function handOutFromList(dossierId: string): Promise<number> {
  const listed = async () => {
    const { paymentsToHandle } = await on.actors.receiver.ask<{
      paymentsToHandle: {
        id: string;
        dossier: { id: string; code: string };
        refunds: { id: string; status: string }[];
      }[];
    }>(
      `query ToHandle($officeId: ID!) { paymentsToHandle(officeId: $officeId) {
        id dossier { id code } refunds { id status } } }`,
      { officeId },
    );
    return paymentsToHandle.find(({ dossier }) => dossier.id === dossierId);
  };
  const waiting = await on.actors.until('it to wait for the desk', listed, (found) => found !== undefined);
  expect(waiting?.dossier.code).toMatch(/^H26\.153-\d{6}-\d{4}$/);
  const refunds = waiting?.refunds.filter(({ status }) => status === 'AT_DESK') ?? [];
  for (const { id: refundId } of refunds) {
    await atDesk(on.actors.receiver, 'recordRefundPaid', 'RecordRefundPaidInput', { paymentId: waiting?.id, refundId });
  }
  expect(await listed()).toBeUndefined();
  return refunds.length;
}

async function rejectIt(dossierId: string): Promise<void> {
  await receive(on.actors, dossierId, silent);
  const reason = { dossierId, reasonCode: 'CONDITIONS_NOT_MET', note: null };
  await act(on.actors.processor, 'proposeRejection', reason, 'ProposeRefusalInput');
  await act(on.actors.leader, 'rejectDossier', { dossierId });
}

describe('journey 3: what was paid comes back', () => {
  it('by the bank: paid online, withdrawn after it was received', async () => {
    const { dossierId, paymentId, amountVnd } = await fileUntilDue();
    const reference = await payAs(paymentId, 'success');
    await settled(dossierId);
    await receive(on.actors, dossierId, silent);
    await act(on.actors.citizen, 'withdrawDossier', { dossierId });
    await act(on.actors.leader, 'settleWithdrawal', { dossierId });
    expect((await closed(dossierId)).payment).toMatchObject({
      ...{ status: 'CONCLUDED', amountDueVnd: 0 },
      refunds: [{ status: 'PAID', amountVnd }],
    });
    expect(await on.actors.sandbox.moneyOf(reference)).toMatchObject([
      { kind: 'PAYMENT', charged: true, amountVnd },
      { kind: 'REFUND', amountVnd },
    ]);
    await until('the citizen to be told', dossierId, ({ messages }) => {
      return messages?.some(({ template }) => template === 'payment-refunded') === true;
    });
  }, 120_000);

  it('by the desk, where the bank does not do it: paid online, rejected', async () => {
    const { dossierId, paymentId, amountVnd } = await fileUntilDue();
    const reference = await payAs(paymentId, 'success-refund-refused');
    await settled(dossierId);
    await rejectIt(dossierId);
    expect(await handOutFromList(dossierId)).toBe(1);
    expect((await closed(dossierId)).payment).toMatchObject({ refunds: [{ status: 'PAID', amountVnd }] });
    expect((await on.actors.sandbox.moneyOf(reference)).map(({ kind }) => kind)).toEqual(['PAYMENT']);
  }, 120_000);

  it('by the bank, which took the money and was silent: asked about it after the dossier was withdrawn', async () => {
    const { dossierId, paymentId, amountVnd } = await fileUntilDue();
    const reference = await payAs(paymentId, 'success-times-out');
    await act(on.actors.citizen, 'withdrawDossier', { dossierId });
    await until('it to be watched to its end', dossierId, ({ payment }) => payment?.status === 'CLOSING');
    await on.actors.sandbox.moveClock(6 * 60_000);
    expect((await closed(dossierId)).payment).toMatchObject({
      attempts: [{ id: reference, status: 'SUCCEEDED' }],
      refunds: [{ status: 'PAID', amountVnd }],
    });
    expect(await on.actors.sandbox.moneyOf(reference)).toMatchObject([
      { kind: 'PAYMENT' },
      { kind: 'REFUND', amountVnd },
    ]);
  }, 120_000);

  it('in cash, as it was paid: rejected, and handed out at the desk', async () => {
    const { dossierId, paymentId, amountVnd } = await fileUntilDue(marriage);
    await takeCash(paymentId, amountVnd);
    await rejectIt(dossierId);
    expect(await handOutFromList(dossierId)).toBe(1);
    expect((await closed(dossierId)).payment).toMatchObject({
      ...{ status: 'CONCLUDED', attempts: [], refunds: [{ status: 'PAID', amountVnd }] },
    });
  }, 120_000);

  it('and the bank’s statement of the day fits the books of the office', async () => {
    const day = new Date((await on.actors.sandbox.now()).getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
    const { reconciliation } = await on.actors.leader.ask<{
      reconciliation: { matchedCount: number; bankVnd: number; bookedVnd: number; mismatches: unknown[] };
    }>(
      `query Day($day: Date!, $officeId: ID!) { reconciliation(day: $day, officeId: $officeId) {
        matchedCount bankVnd bookedVnd mismatches { code reference } } }`,
      { day, officeId },
    );
    // Three payments and two refunds went by the bank; one it did not give back.
    expect(reconciliation).toMatchObject({ matchedCount: 5, mismatches: [] });
    expect(reconciliation.bankVnd).toBe(reconciliation.bookedVnd);
    expect(reconciliation.bankVnd).toBeGreaterThan(0);
  }, 60_000);
});

describe('a fee that is paid when the result is fetched', () => {
  it('keeps the result at the office until then', async () => {
    const { dossierId, paymentId, amountVnd } = await fileUntilDue(marriage);
    await receive(on.actors, dossierId, silent);
    await prepare(on.actors, dossierId, silent);
    await workThrough(on.actors, dossierId, silent);
    await act(on.actors.leader, 'signResult', { dossierId });
    const both = [
      { name: 'Đỗ Ngọc Lan Mẫu', personalId: '000301000021' },
      { name: 'Vũ Quang Huy Mẫu', personalId: '000098000022' },
    ];
    const given = { dossierId, receivers: both, authority: null };
    const handOver = () => act(on.actors.receiver, 'handOverResult', given, 'HandOverResultInput');
    expect(await refusalOf(handOver())).toBe('RESULT_NOT_RELEASED');
    await takeCash(paymentId, amountVnd);
    const canHandOver = ({ availableActions }: Seen) => availableActions.includes('HAND_OVER');
    await until('the result to be released', dossierId, canHandOver, on.actors.receiver);
    await handOver();
    expect((await closed(dossierId)).payment).toMatchObject({ status: 'SETTLED', amountDueVnd: 0, refunds: [] });
  }, 120_000);
});

describe('while payments is away', () => {
  it('dossiers are filed, received and shown without their money, and paid for when it is back', async () => {
    const payments = on.platform.children.get('payments');
    payments?.kill();
    await payments?.ended;
    const { dossierId } = await fileApplication(on.actors, birth, silent);
    await receive(on.actors, dossierId, silent);
    expect(await refusalOf(seen(on.actors.citizen, dossierId))).toBe('SERVICE_UNAVAILABLE');
    const { dossier } = await on.actors.citizen.ask<{ dossier: unknown }>(
      `query Rest($id: ID!) { dossier(id: $id) { status shipment { status } } }`,
      { id: dossierId },
    );
    expect(dossier).toMatchObject({ status: 'PROCESSING', shipment: { status: expect.any(String) as unknown } });
    await on.platform.restart('payments');
    const back = await on.actors.until(
      'the fee to be due',
      () => seen(on.actors.citizen, dossierId).catch(nullWhileAway),
      (found) => found?.payment?.status === 'DUE',
    );
    await payAs(back?.payment?.id ?? '', 'success');
    await settled(dossierId);
  }, 120_000);
});

/** The gateway may go on leaving a service alone for a moment after it is back. */
function nullWhileAway(error: unknown): null {
  if (error instanceof GraphQLAnswerError && error.code === 'SERVICE_UNAVAILABLE') return null;
  throw error;
}
