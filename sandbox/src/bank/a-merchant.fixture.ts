/** A merchant for tests: asks for money, hears the bank's callbacks and answers as told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hashSecret } from '../a-sandbox.fixture.js';
import { toBankTime } from './bank-time.js';
import { sign, withHash } from './checksum.js';

export interface TestMerchant {
  readonly ipnUrl: string;
  readonly calls: readonly URLSearchParams[];
  /** The next answers; afterwards 00. */
  answer(...codes: readonly string[]): void;
  /** Resolves when it was called this often. */
  untilCalled(times: number): Promise<void>;
  close(): Promise<void>;
}

export async function startMerchant(): Promise<TestMerchant> {
  const calls: URLSearchParams[] = [];
  const waiting = new Set<() => void>();
  let codes: readonly string[] = [];
  const server = createServer((request, response) => {
    calls.push(new URL(request.url ?? '', 'http://merchant').searchParams);
    const [code = '00', ...rest] = codes;
    codes = rest;
    response.writeHead(code === '500' ? 500 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ RspCode: code, Message: '' }));
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a pipe
  return {
    ipnUrl: `http://127.0.0.1:${port}/ipn`,
    calls,
    answer: (...next) => (codes = next),
    untilCalled: (times) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (calls.length < times) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A signed pay query; `more` is put over the usual values before signing. */
export function payQuery(now: Date, more: Readonly<Record<string, string>> = {}): string {
  const expiresAt = new Date(now.getTime() + 15 * 60_000);
  return withHash(
    hashSecret,
    new Map(
      Object.entries({
        ...{ vnp_Version: '2.1.0', vnp_Command: 'pay', vnp_TmnCode: 'TESTTMN1', vnp_CurrCode: 'VND', vnp_Locale: 'vn' },
        ...{
          vnp_Amount: '2800000',
          vnp_TxnRef: 'P2611230001A1',
          vnp_OrderInfo: 'Le phi ho so',
          vnp_OrderType: 'other',
        },
        ...{ vnp_IpAddr: '203.0.113.7', vnp_ReturnUrl: 'http://127.0.0.1:9/return?lang=vi' },
        ...{ vnp_CreateDate: toBankTime(now), vnp_ExpireDate: toBankTime(expiresAt) },
        ...more,
      }),
    ),
  );
}

const common = { vnp_Version: '2.1.0', vnp_TmnCode: 'TESTTMN1', vnp_IpAddr: '203.0.113.10' };

export function queryCall(requestId: string, txnRef: string, createdAt: Date, now: Date) {
  return signed(
    ['RequestId', 'Version', 'Command', 'TmnCode', 'TxnRef', 'TransactionDate', 'CreateDate', 'IpAddr', 'OrderInfo'],
    {
      ...{ ...common, vnp_RequestId: requestId, vnp_Command: 'querydr', vnp_TxnRef: txnRef, vnp_OrderInfo: 'Truy van' },
      ...{ vnp_TransactionDate: toBankTime(createdAt), vnp_CreateDate: toBankTime(now) },
    },
  );
}

export function refundCall(requestId: string, txnRef: string, createdAt: Date, amountVnd: number, type = '02') {
  const names = ['RequestId', 'Version', 'Command', 'TmnCode', 'TransactionType', 'TxnRef', 'Amount', 'TransactionNo'];
  return signed([...names, 'TransactionDate', 'CreateBy', 'CreateDate', 'IpAddr', 'OrderInfo'], {
    ...{ ...common, vnp_RequestId: requestId, vnp_Command: 'refund', vnp_TxnRef: txnRef, vnp_OrderInfo: 'Hoan le phi' },
    ...{
      vnp_TransactionType: type,
      vnp_Amount: String(amountVnd * 100),
      vnp_TransactionNo: '',
      vnp_CreateBy: 'canbo01',
    },
    ...{ vnp_TransactionDate: toBankTime(createdAt), vnp_CreateDate: toBankTime(createdAt) },
  });
}

function signed(names: readonly string[], values: Readonly<Record<string, string>>): Record<string, string> {
  const text = names.map((name) => values[`vnp_${name}`] ?? '').join('|');
  return { ...values, vnp_SecureHash: sign(hashSecret, text) };
}
