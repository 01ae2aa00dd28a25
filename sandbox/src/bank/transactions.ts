import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock/clock.js';
import { Refused } from '../refused.js';
import { toBankTime } from './bank-time.js';
import type { CallMerchant } from './callbacks.js';
import { withHash } from './checksum.js';
import type { Ledger, LedgerPayment } from './ledger.js';
import { outcomeOfAmount } from './magic-amounts.js';
import { expired, outcomes, type Outcome } from './outcomes.js';
import type { Merchant, PayRequest } from './pay-request.js';

/** One visit of a payer: open until decided, by the payer or by the clock. */
export type Transaction = Opened | Decided;

interface Opened {
  readonly status: 'OPEN';
  readonly token: string;
  readonly request: PayRequest;
}

interface Decided {
  readonly status: 'DECIDED';
  readonly token: string;
  readonly request: PayRequest;
  readonly outcome: Outcome;
  readonly payment: LedgerPayment;
}

export interface Transactions {
  /** The same request again is the same transaction; refuses TXN_REF_USED for another one under its reference. */
  open(request: PayRequest): Transaction;
  /** Without an outcome, by the sum. Decided once: a second confirmation is told the first outcome. Resolves when the merchant was called. */
  decide(token: string, outcomeName?: string): Promise<Decided>;
  find(txnRef: string): Transaction | undefined;
  /** Where the payer's browser goes. */
  returnUrl(decided: Decided): string;
}

const firstTransactionNo = 14_831_393;

export interface TransactionsOptions {
  readonly merchant: Merchant;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly callMerchant: CallMerchant;
}

export function createTransactions({ merchant, clock, ledger, callMerchant }: TransactionsOptions): Transactions {
  const byRef = new Map<string, Transaction>();
  const refOf = new Map<string, string>();
  let transactionNo = firstTransactionNo;

  const settle = async ({ token, request }: Opened, name: string, outcome: Outcome): Promise<Decided> => {
    const payment = toPayment(request, name, outcome, String(transactionNo++), clock.now());
    const decided: Decided = { status: 'DECIDED', token, request, outcome, payment };
    byRef.set(request.txnRef, decided);
    ledger.add(payment);
    await callMerchant(payment, resultOf(payment, merchant.tmnCode), outcome);
    return decided;
  };
  const expire = ({ txnRef }: PayRequest): void => {
    const transaction = byRef.get(txnRef);
    if (transaction?.status === 'OPEN') void settle(transaction, 'expired', expired);
  };
  return {
    open(request) {
      const known = byRef.get(request.txnRef);
      if (known?.request.signed === request.signed) return known;
      if (known !== undefined) throw new Refused(409, 'TXN_REF_USED', '01: vnp_TxnRef was used for another request');
      const opened: Opened = { status: 'OPEN', token: randomBytes(16).toString('hex'), request };
      byRef.set(request.txnRef, opened);
      refOf.set(opened.token, request.txnRef);
      clock.at(request.expiresAt, () => expire(request));
      return opened;
    },
    decide(token, outcomeName) {
      const transaction = byRef.get(refOf.get(token) ?? '');
      if (transaction === undefined) throw new Refused(404, 'UNKNOWN_TOKEN', 'no payment is open under this token');
      if (transaction.status === 'DECIDED') return Promise.resolve(transaction);
      const name = outcomeName ?? outcomeOfAmount(transaction.request.amountVnd);
      return settle(transaction, name, outcomeNamed(name));
    },
    find: (txnRef) => byRef.get(txnRef),
    returnUrl: (decided) => returnUrl(decided, merchant),
  };
}

function outcomeNamed(name: string): Outcome {
  const outcome = outcomes.get(name);
  if (outcome === undefined) throw new Refused(400, 'UNKNOWN_OUTCOME', `one of ${[...outcomes.keys()].join(', ')}`);
  return outcome;
}

function returnUrl({ request, payment }: Decided, { hashSecret, tmnCode }: Merchant): string {
  const separator = request.returnUrl.includes('?') ? '&' : '?';
  return `${request.returnUrl}${separator}${withHash(hashSecret, resultOf(payment, tmnCode))}`;
}

function toPayment(
  request: PayRequest,
  name: string,
  outcome: Outcome,
  transactionNo: string,
  now: Date,
): LedgerPayment {
  return {
    id: `payment-${transactionNo}`,
    kind: 'PAYMENT',
    txnRef: request.txnRef,
    // The bank gives no number to what it never carried out.
    transactionNo: outcome.charged ? transactionNo : '0',
    orderInfo: request.orderInfo,
    amountVnd: request.amountVnd,
    outcome: name,
    charged: outcome.charged,
    responseCode: outcome.responseCode,
    transactionStatus: outcome.transactionStatus,
    at: now.toISOString(),
    callbacks: [],
  };
}

/** The parameters of the callback and of the return, before the hash. */
function resultOf(payment: LedgerPayment, tmnCode: string): ReadonlyMap<string, string> {
  return new Map([
    ['vnp_Amount', String(payment.amountVnd * 100)],
    ['vnp_BankCode', payment.charged ? 'NCB' : 'VNPAY'],
    ['vnp_BankTranNo', payment.charged ? `VNP${payment.transactionNo}` : ''],
    ['vnp_CardType', payment.charged ? 'ATM' : 'QRCODE'],
    ['vnp_OrderInfo', payment.orderInfo],
    ['vnp_PayDate', toBankTime(new Date(payment.at))],
    ['vnp_ResponseCode', payment.responseCode],
    ['vnp_TmnCode', tmnCode],
    ['vnp_TransactionNo', payment.transactionNo],
    ['vnp_TransactionStatus', payment.transactionStatus],
    ['vnp_TxnRef', payment.txnRef],
  ]);
}
