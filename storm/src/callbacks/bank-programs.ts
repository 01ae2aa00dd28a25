import { text } from 'node:stream/consumers';
import { startAnswering, type Answering } from '../answering.js';
import { bankTime, hmac, transactionNo } from './bank-words.js';
import { expectedOf, type StormedPayment } from './fates.js';

/** What the service asks of the bank: what became of an attempt, and the statement of the day. */
export interface BankPrograms extends Answering {
  knows(payments: readonly StormedPayment[], paidAt: Date): void;
  /** From now on the statement is given. */
  openStatement(): void;
}

const answerFields = [
  ...['ResponseId', 'Command', 'ResponseCode', 'Message', 'TmnCode', 'TxnRef', 'Amount', 'BankCode', 'PayDate'],
  ...['TransactionNo', 'TransactionType', 'TransactionStatus', 'OrderInfo', 'PromotionCode', 'PromotionAmount'],
];

export async function startBankPrograms(): Promise<BankPrograms> {
  let known: ReadonlyMap<string, StormedPayment> = new Map();
  let paidAt = new Date(0);
  let hasStatement = false;
  const answering = await startAnswering(async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://bank');
    if (address.pathname === '/api') {
      const call = JSON.parse(await text(request)) as Readonly<Record<string, string>>; // what the service sends
      const reference = call['vnp_TxnRef'] ?? '';
      response.end(JSON.stringify(queryAnswer(known.get(reference), reference, paidAt)));
    } else if (hasStatement) {
      response.end(JSON.stringify(statementOf(address.searchParams.get('day') ?? '', [...known.values()], paidAt)));
    } else {
      response.writeHead(503).end();
    }
  });
  return {
    ...answering,
    knows(payments, at) {
      known = new Map(payments.map((payment) => [payment.reference, payment]));
      paidAt = at;
    },
    openStatement() {
      hasStatement = true;
    },
  };
}

/** The bank carried out what nobody was called about; late money it does not know of yet. */
function queryAnswer(payment: StormedPayment | undefined, reference: string, paidAt: Date) {
  const answer: Readonly<Record<string, string>> =
    payment?.fate === 'SILENT'
      ? {
          ...{ vnp_ResponseCode: '00', vnp_TransactionStatus: '00', vnp_TxnRef: reference },
          ...{ vnp_Amount: String(payment.amountVnd * 100), vnp_TransactionNo: transactionNo(reference) },
          vnp_PayDate: bankTime(paidAt),
        }
      : { vnp_ResponseCode: '91', vnp_TxnRef: reference };
  return { ...answer, vnp_SecureHash: hmac(answerFields.map((name) => answer[`vnp_${name}`] ?? '').join('|')) };
}

function statementOf(day: string, payments: readonly StormedPayment[], paidAt: Date) {
  const at = paidAt.toISOString();
  const lines = payments
    .map((payment) => ({ payment, held: expectedOf(payment).heldVnd }))
    .filter(({ held }) => held > 0 && bankTime(paidAt).startsWith(day.replaceAll('-', '')))
    .map(({ payment: { reference }, held }) => ({
      ...{ lineId: `line-${reference}`, kind: 'PAYMENT', reference, transactionNo: transactionNo(reference) },
      ...{ amountVnd: held, at },
    }));
  const signed = lines.map((line) =>
    [line.lineId, line.kind, line.reference, line.transactionNo, String(line.amountVnd), line.at].join('|'),
  );
  return { day, lines, checksum: hmac([day, ...signed].join('\n')) };
}
