import { randomUUID } from 'node:crypto';
import { toBankTime } from './bank-time.js';
import { sign } from './checksum.js';
import type { LedgerPayment } from './ledger.js';

export type SignedAnswer = Readonly<Record<string, string>>;

/** The order in which the values are signed, joined by `|`; an absent value is empty. */
const signedFields = [
  ...['ResponseId', 'Command', 'ResponseCode', 'Message', 'TmnCode', 'TxnRef', 'Amount', 'BankCode', 'PayDate'],
  ...['TransactionNo', 'TransactionType', 'TransactionStatus', 'OrderInfo'],
];
const alsoSignedInQuery = ['PromotionCode', 'PromotionAmount'];

/** Answers a call of the merchant's; what is known of the payment goes in, `extra` on top of it. */
export function createSignedAnswer(hashSecret: string, command: 'querydr' | 'refund', call: (name: string) => string) {
  return (code: string, message: string, payment?: LedgerPayment, extra: SignedAnswer = {}): SignedAnswer => {
    const content: SignedAnswer = {
      vnp_ResponseId: randomUUID().replace(/-/g, ''),
      vnp_Command: command,
      vnp_ResponseCode: code,
      vnp_Message: message,
      vnp_TmnCode: call('TmnCode'),
      vnp_TxnRef: call('TxnRef'),
      vnp_OrderInfo: call('OrderInfo'),
      ...(payment === undefined ? {} : factsOf(payment)),
      ...extra,
    };
    return { ...content, vnp_SecureHash: sign(hashSecret, answerText(command, content)) };
  };
}

/** The text an answer's hash is made over. */
export function answerText(command: 'querydr' | 'refund', content: SignedAnswer): string {
  const names = command === 'querydr' ? [...signedFields, ...alsoSignedInQuery] : signedFields;
  return names.map((name) => content[`vnp_${name}`] ?? '').join('|');
}

function factsOf(payment: LedgerPayment): SignedAnswer {
  return {
    vnp_OrderInfo: payment.orderInfo,
    vnp_Amount: String(payment.amountVnd * 100),
    vnp_BankCode: payment.charged ? 'NCB' : 'VNPAY',
    vnp_PayDate: toBankTime(new Date(payment.at)),
    vnp_TransactionNo: payment.transactionNo,
    vnp_TransactionType: '01',
    vnp_TransactionStatus: payment.transactionStatus,
  };
}
