import { createHash, createHmac } from 'node:crypto';
import { fastify } from 'fastify';

/** A bank that answers querydr as it was told to, over HTTP. */
export interface BankDouble {
  readonly url: string;
  /** References it was asked about, in order. */
  readonly asked: readonly string[];
  /** References and sums (in hundredths of a đồng) it was asked to give back, in order. */
  readonly refunds: readonly string[];
  /** Its code for refunds from now on, or 'SILENCE' after it took one on. */
  refundsWith(code: string): void;
  /** Its statement of every day that is asked for, from now on; null for none. */
  states(lines: readonly StatementLine[] | null): void;
  /** What it says from now on: fields of the answer, 'SILENCE', or 'UNSIGNED'. */
  says(answer: Readonly<Record<string, string>> | 'SILENCE' | 'UNSIGNED'): void;
  close(): Promise<void>;
}

const fields = [
  ...['ResponseId', 'Command', 'ResponseCode', 'Message', 'TmnCode', 'TxnRef', 'Amount', 'BankCode', 'PayDate'],
  ...['TransactionNo', 'TransactionType', 'TransactionStatus', 'OrderInfo', 'PromotionCode', 'PromotionAmount'],
];

interface StatementLine {
  readonly kind: 'PAYMENT' | 'TRANSFER' | 'REFUND';
  readonly reference: string;
  readonly amountVnd: number;
  readonly at: string;
}

const refundFields = fields.filter((name) => !name.startsWith('Promotion'));

function checksumOf(answer: Readonly<Record<string, string>>, names: readonly string[], secret: string): string {
  const line = names.map((name) => answer[`vnp_${name}`] ?? '').join('|');
  return createHmac('sha512', secret).update(line).digest('hex');
}

export async function startBankDouble(secret: string): Promise<BankDouble> {
  const server = fastify();
  const asked: string[] = [];
  const refunds: string[] = [];
  let stated: readonly StatementLine[] | null = [];
  let refundCode = '00';
  let saying: Parameters<BankDouble['says']>[0] = { vnp_ResponseCode: '91' };
  server.post('/', async (request, reply) => {
    const call = request.body as Readonly<Record<string, string>>; // what the service sends
    const reference = call['vnp_TxnRef'] ?? '';
    if (call['vnp_Command'] === 'refund') {
      refunds.push(`${reference} ${call['vnp_Amount'] ?? ''}`);
      if (refundCode === 'SILENCE') return reply.code(504).send();
      const taken = { vnp_ResponseCode: refundCode, vnp_TxnRef: reference };
      return { ...taken, vnp_SecureHash: checksumOf(taken, refundFields, secret) };
    }
    asked.push(reference);
    if (saying === 'SILENCE') return reply.code(504).send();
    const answer: Record<string, string> = { vnp_TxnRef: reference, ...(saying === 'UNSIGNED' ? paid : saying) };
    return { ...answer, ...(saying === 'UNSIGNED' ? {} : { vnp_SecureHash: checksumOf(answer, fields, secret) }) };
  });
  server.get('/statement', async (request, reply) => {
    const { day } = request.query as { readonly day: string }; // what the service sends
    if (stated === null) return reply.code(503).send();
    const lines = stated
      .filter(({ at }) => at.startsWith(day))
      .map((line, index) => ({
        lineId: `line-${createHash('sha256').update(line.reference).digest('hex').slice(0, 12)}`,
        transactionNo: `FT${String(index)}`,
        ...line,
      }));
    const signed = lines.map((line) =>
      [line.lineId, line.kind, line.reference, line.transactionNo, String(line.amountVnd), line.at].join('|'),
    );
    const checksum = createHmac('sha512', secret)
      .update([day, ...signed].join('\n'))
      .digest('hex');
    return { day, lines, checksum };
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...{ url, asked, refunds },
    states(lines) {
      stated = lines;
    },
    refundsWith(code) {
      refundCode = code;
    },
    says(answer) {
      saying = answer;
    },
    close: () => server.close(),
  };
}

export const paid = {
  vnp_ResponseCode: '00',
  vnp_TransactionStatus: '00',
  vnp_Amount: '2800000',
  vnp_TransactionNo: '14831393',
} as const;
