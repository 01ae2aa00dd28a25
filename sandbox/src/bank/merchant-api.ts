import type { Clock } from '../clock/clock.js';
import { fieldsOf, type Fields } from '../fields.js';
import { Refused } from '../refused.js';
import { isHash, sign } from './checksum.js';
import type { Ledger } from './ledger.js';
import { createSignedAnswer, type SignedAnswer } from './merchant-answer.js';
import type { Merchant } from './pay-request.js';
import type { Transaction, Transactions } from './transactions.js';

export interface MerchantApiOptions {
  readonly merchant: Merchant;
  readonly transactions: Transactions;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

const requestFields = {
  querydr: [
    'RequestId',
    'Version',
    'Command',
    'TmnCode',
    'TxnRef',
    'TransactionDate',
    'CreateDate',
    'IpAddr',
    'OrderInfo',
  ],
  refund: [
    ...['RequestId', 'Version', 'Command', 'TmnCode', 'TransactionType', 'TxnRef', 'Amount', 'TransactionNo'],
    ...['TransactionDate', 'CreateBy', 'CreateDate', 'IpAddr', 'OrderInfo'],
  ],
} as const;
/** A merchant that was never called back does not know the bank's number. */
const optionalField = 'TransactionNo';

/** Reads a field of the call by its name without `vnp_`; absent is empty. */
type Call = (name: string) => string;

/** VNPAY's `merchant_webapi`: querydr and refund told apart by vnp_Command; the answer is HTTP 200 with a code inside. */
export function createMerchantApi(options: MerchantApiOptions): (body: unknown) => SignedAnswer {
  const { tmnCode, hashSecret } = options.merchant;
  const requestIds = new Set<string>();
  return (body) => {
    const fields = fieldsOf(body);
    const command = commandOf(fields);
    const call: Call = (name) => fields.optionalText(`vnp_${name}`) ?? '';
    const names: readonly string[] = requestFields[command];
    const answer = createSignedAnswer(hashSecret, command, call);
    if (call('TmnCode') !== tmnCode) return answer('02', 'Invalid TmnCode');
    if (!isHash(call('SecureHash'), sign(hashSecret, names.map(call).join('|'))))
      return answer('97', 'Invalid checksum');
    if (names.some((name) => name !== optionalField && call(name) === '')) return answer('03', 'Invalid data');
    if (requestIds.has(call('RequestId'))) return answer('94', 'Duplicate request');
    requestIds.add(call('RequestId'));
    const transaction = options.transactions.find(call('TxnRef'));
    if (transaction?.request.createDate !== call('TransactionDate')) return answer('91', 'Transaction not found');
    return command === 'querydr' ? queryResult(transaction, answer) : refund(options, transaction, call, answer);
  };
}

function commandOf(fields: Fields): 'querydr' | 'refund' {
  const command = fields.text('vnp_Command');
  if (command === 'querydr' || command === 'refund') return command;
  throw new Refused(400, 'UNKNOWN_COMMAND', 'vnp_Command is querydr or refund');
}

type Answer = ReturnType<typeof createSignedAnswer>;

function queryResult(transaction: Transaction, answer: Answer): SignedAnswer {
  if (transaction.status === 'DECIDED') return answer('00', 'QueryDR Success', transaction.payment);
  const stillOpen = { vnp_TransactionType: '01', vnp_TransactionStatus: '01' };
  return answer('00', 'QueryDR Success', undefined, {
    ...stillOpen,
    vnp_Amount: String(transaction.request.amountVnd * 100),
    vnp_OrderInfo: transaction.request.orderInfo,
  });
}

/** One refund for each payment, whole (02) or in part (03); recorded, and under way from then on. */
function refund(
  { ledger, clock }: MerchantApiOptions,
  transaction: Transaction,
  call: Call,
  answer: Answer,
): SignedAnswer {
  if (transaction.status !== 'DECIDED' || transaction.payment.transactionStatus !== '00') {
    return answer('95', 'Transaction not successful');
  }
  const { outcome } = transaction;
  if (outcome.refund === 'REFUSED') return answer('95', 'Transaction not successful');
  const { txnRef, transactionNo, amountVnd: paidVnd } = transaction.payment;
  if (ledger.entries().some((entry) => entry.kind === 'REFUND' && entry.txnRef === txnRef)) {
    return answer('94', 'Refund already requested');
  }
  const amountVnd = Number(call('Amount')) / 100;
  const fits = call('TransactionType') === '02' ? amountVnd === paidVnd : amountVnd > 0 && amountVnd < paidVnd;
  if (!Number.isInteger(amountVnd) || !fits) return answer('93', 'Invalid amount');
  ledger.add({
    id: `refund-${call('RequestId')}`,
    kind: 'REFUND',
    txnRef,
    transactionNo,
    requestId: call('RequestId'),
    amountVnd,
    createdBy: call('CreateBy'),
    at: clock.now().toISOString(),
  });
  if (outcome.refund === 'TIMES_OUT') throw new Refused(504, 'BANK_TIMES_OUT', 'the bank did it and does not answer');
  return answer('00', 'Refund success', transaction.payment, {
    vnp_Amount: call('Amount'),
    vnp_TransactionType: call('TransactionType'),
    vnp_TransactionStatus: '05',
    vnp_OrderInfo: call('OrderInfo'),
  });
}
