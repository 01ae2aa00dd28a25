import { createHmac } from 'node:crypto';
import {
  DossierSubmitted,
  PostageQuoted,
  type DossierRejected,
  type DossierSupplemented,
  type DossierTransferred,
  type DossierWithdrawn,
} from '@motcua/event-contracts';
import { derivedId, generateVaultKeys, newId, parseEnv } from '@motcua/service-kit';
import { startTestBench, type TestBench } from '@motcua/service-kit/testing';
import { envShape } from '../src/env.js';
import { startPayments } from '../src/main.js';
import { startBankDouble, type BankDouble } from './bank-double.js';

export const bankSecret = 'development-only-bank-secret';
export const owner = { kind: 'citizen', id: 'citizen-1' } as const;
export const anotherCitizen = { kind: 'citizen', id: 'citizen-2' } as const;
export const desk = { kind: 'officer', id: 'officer-1', officeId: 'off_ha-dong', roles: ['receive'] } as const;
export const lead = { ...desk, id: 'officer-2', roles: ['sign', 'lead'] } as const;
export const deskElsewhere = { ...desk, officeId: 'off_elsewhere' } as const;

export interface PaymentsBench extends TestBench {
  readonly url: string;
  readonly bank: BankDouble;
}

/** The service on real engines, with a bank that answers over HTTP. */
export async function openPaymentsBench(): Promise<PaymentsBench> {
  const bench = await startTestBench('payments');
  const bank = await startBankDouble(bankSecret);
  bench.lifecycle.defer('bank', () => bank.close());
  const env = bench.env({
    DATA_KEYS: JSON.stringify(generateVaultKeys('payments')),
    VNPAY_PAY_URL: 'https://bank.example/paymentv2/vpcpay.html',
    VNPAY_API_URL: bank.url,
    VNPAY_TMN_CODE: 'TESTTMN1',
    VNPAY_HASH_SECRET: bankSecret,
    VNPAY_RETURN_URL: 'https://dvc.example.vn/pay/return',
    BANK_STATEMENT_URL: `${bank.url}/statement`,
    TRANSFER_BANK_ID: '970403',
    TRANSFER_ACCOUNT: '0011012345678',
  });
  const { url } = await startPayments(parseEnv(envShape, env), bench.lifecycle, bench.log, { clock: bench.clock });
  return { ...bench, url, bank };
}

export interface Filed {
  readonly dossierId: string;
  readonly paymentId: string;
}

/** A dossier that was filed: what dossiers and delivery would say about it. */
export async function aFiledDossier(
  bench: TestBench,
  { copies = 1, postageVnd = 20_000 }: { copies?: number; postageVnd?: number | null } = {},
): Promise<Filed> {
  const dossierId = newId('dos', new Date());
  if (postageVnd !== null) await quote(bench, dossierId, postageVnd);
  await submit(bench, dossierId, copies, postageVnd !== null);
  return { dossierId, paymentId: dossierId.replace('dos_', 'pay_') };
}

export async function submit(bench: TestBench, dossierId: string, copies: number, byPost: boolean): Promise<void> {
  const item = {
    key: 'extractCopy',
    nameVi: 'Phí cấp bản sao',
    amountVnd: 8_000,
    quantity: copies,
    totalVnd: 8_000 * copies,
  };
  const data = {
    ...DossierSubmitted.sample,
    dossierId,
    applicantKey: derivedId('apk', owner.id),
    fees: copies === 0 ? [] : [item],
    feeTotalVnd: 8_000 * copies,
    delivery: byPost ? DossierSubmitted.sample.delivery : ({ method: 'DESK' } as const),
  };
  await bench.publishTwice(DossierSubmitted, data, { id: `${dossierId}/1`, key: dossierId });
}

export async function quote(bench: TestBench, dossierId: string, amountVnd: number): Promise<void> {
  const shipmentId = dossierId.replace('dos_', 'shp_');
  const data = { ...PostageQuoted.sample, dossierId, shipmentId, amountVnd };
  await bench.publishTwice(PostageQuoted, data, { id: `${shipmentId}/2`, key: dossierId });
}

export const mutations = {
  start:
    'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { attempt { id method } payUrl qrText } }',
  cash: `mutation ($input: RecordCashPaymentInput!) { recordCashPayment(input: $input) { payment { status } } }`,
  refund: `mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) {
    payment { status refundableVnd refunds { id status amountVnd } } } }`,
  exempt: `mutation ($input: GrantExemptionInput!) { grantExemption(input: $input) {
    payment { status amountDueVnd exemptions { itemKey ground proof waivedVnd } } } }`,
  handOut: `mutation ($input: RecordRefundPaidInput!) { recordRefundPaid(input: $input) {
    payment { status refunds { status } } } }`,
  resolve: `mutation ($input: ResolveReviewInput!) { resolveReview(input: $input) {
    payment { status amountDueVnd attempts { status } } } }`,
} as const;

type Viewer = Parameters<TestBench['query']>[3];

/** One mutation with a fresh request id, unless one is given. */
export function act(
  bench: PaymentsBench,
  viewer: Viewer,
  name: keyof typeof mutations,
  input: Readonly<Record<string, unknown>>,
) {
  const asked = { requestId: newId('req', new Date()), ...input };
  return bench.query(bench.url, mutations[name], { input: asked }, viewer);
}

/** A payment that the bank settled, by its callback. */
export async function aPaidPayment(bench: PaymentsBench): Promise<Filed & { readonly attemptId: string }> {
  const filed = await aFiledDossier(bench);
  await bench.waitFor('payment.v1', about(filed.dossierId, 'payment.due'));
  const attemptId = (await act(bench, owner, 'start', { paymentId: filed.paymentId })).textAt(
    'startPayment.attempt.id',
  );
  await fetch(`${bench.url}/bank/vnpay/ipn?${callbackFor(attemptId)}`);
  await bench.waitFor('payment.v1', about(filed.dossierId, 'payment.settled'));
  return { ...filed, attemptId };
}

/** What dossiers says of a dossier after it was submitted, twice as everything. */
export async function say(
  bench: TestBench,
  contract: typeof DossierRejected | typeof DossierWithdrawn | typeof DossierSupplemented | typeof DossierTransferred,
  dossierId: string,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const data = { ...contract.sample, dossierId, ...changes };
  await bench.publishTwice(contract, data, { id: `${dossierId}/2`, key: dossierId });
}

export const about = (dossierId: string, type: string) => (event: { key: string; type: string }) =>
  event.key === dossierId && event.type === type;

export function callbackFor(attemptId: string, changes: Readonly<Record<string, string>> = {}): string {
  const parameters: Readonly<Record<string, string>> = {
    vnp_Amount: '2800000',
    vnp_BankCode: 'NCB',
    vnp_OrderInfo: 'Le phi ho so',
    vnp_ResponseCode: '00',
    vnp_TmnCode: 'TESTTMN1',
    vnp_TransactionNo: '14831393',
    vnp_TransactionStatus: '00',
    vnp_TxnRef: attemptId,
    ...changes,
  };
  const query = Object.keys(parameters)
    .sort()
    .map((name) => new URLSearchParams({ [name]: parameters[name] ?? '' }).toString())
    .join('&');
  return `${query}&vnp_SecureHash=${createHmac('sha512', bankSecret).update(query).digest('hex')}`;
}
