import { createHmac } from 'node:crypto';
import { fastify } from 'fastify';

/** A bank that answers querydr as it was told to, over HTTP. */
export interface BankDouble {
  readonly url: string;
  /** References it was asked about, in order. */
  readonly asked: readonly string[];
  /** What it says from now on: fields of the answer, 'SILENCE', or 'UNSIGNED'. */
  says(answer: Readonly<Record<string, string>> | 'SILENCE' | 'UNSIGNED'): void;
  close(): Promise<void>;
}

const fields = [
  ...['ResponseId', 'Command', 'ResponseCode', 'Message', 'TmnCode', 'TxnRef', 'Amount', 'BankCode', 'PayDate'],
  ...['TransactionNo', 'TransactionType', 'TransactionStatus', 'OrderInfo', 'PromotionCode', 'PromotionAmount'],
];

export async function startBankDouble(secret: string): Promise<BankDouble> {
  const server = fastify();
  const asked: string[] = [];
  let saying: Parameters<BankDouble['says']>[0] = { vnp_ResponseCode: '91' };
  server.post('/', async (request, reply) => {
    const { vnp_TxnRef: reference } = request.body as { readonly vnp_TxnRef: string }; // what the service sends
    asked.push(reference);
    if (saying === 'SILENCE') return reply.code(504).send();
    const answer: Record<string, string> = { vnp_TxnRef: reference, ...(saying === 'UNSIGNED' ? paid : saying) };
    const line = fields.map((name) => answer[`vnp_${name}`] ?? '').join('|');
    const checksum = createHmac('sha512', secret).update(line).digest('hex');
    return { ...answer, ...(saying === 'UNSIGNED' ? {} : { vnp_SecureHash: checksum }) };
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...{ url, asked },
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
