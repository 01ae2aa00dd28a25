/**
 * The bank's statement of a day over HTTP: JSON with one line for each movement, signed over all of them. VNPAY and banks give
 * such a file in forms agreed with each merchant; this one is the sandbox's, and the place to read another.
 */
import { z } from 'zod';
import type { StatementLine } from '../domain/statement.js';
import { hmacSha512, isSameChecksum, toSignedLine } from './vnpay-signature.js';

const patienceMs = 10_000;
const limitBytes = 20_000_000;
const Statement = z.object({
  day: z.iso.date(),
  lines: z.array(
    z.object({
      lineId: z.string().min(1).max(100),
      kind: z.enum(['PAYMENT', 'TRANSFER', 'REFUND']),
      reference: z.string().max(200),
      transactionNo: z.string().max(100),
      amountVnd: z.int().positive(),
      at: z.iso.datetime({ offset: true }),
    }),
  ),
  checksum: z.string(),
});

export interface StatementSettings {
  readonly url: string;
  readonly tmnCode: string;
  readonly hashSecret: string;
}

/** Null when the bank did not answer, or not so that we may believe it. */
export async function fetchStatement(
  { url, tmnCode, hashSecret }: StatementSettings,
  day: string,
): Promise<readonly StatementLine[] | null> {
  const address = new URL(url);
  address.searchParams.set('tmnCode', tmnCode);
  address.searchParams.set('day', day);
  address.searchParams.set('checksum', hmacSha512(hashSecret, toSignedLine([tmnCode, day])));
  return readStatement(await get(address), hashSecret, day);
}

export function readStatement(body: unknown, secret: string, day: string): readonly StatementLine[] | null {
  const parsed = Statement.safeParse(body);
  if (!parsed.success || parsed.data.day !== day) return null;
  const { lines, checksum } = parsed.data;
  const signed = lines.map(({ lineId, kind, reference, transactionNo, amountVnd, at }) =>
    toSignedLine([lineId, kind, reference, transactionNo, String(amountVnd), at]),
  );
  if (!isSameChecksum(checksum, hmacSha512(secret, [day, ...signed].join('\n')))) return null;
  return lines.map(({ at, ...line }) => ({ ...line, reference: referenceIn(line), at: new Date(at) }));
}

/** Banks add to a transfer's text, and people write what they like, names too: without a reference of ours it stays there. */
function referenceIn({ kind, reference, lineId }: Pick<StatementLine, 'kind' | 'reference' | 'lineId'>): string {
  return kind === 'TRANSFER' ? (/P\d{13}A\d{1,3}(?!\d)/.exec(reference)?.[0] ?? lineId) : reference;
}

async function get(address: URL): Promise<unknown> {
  try {
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
    const body = await answer.text();
    return answer.ok && body.length <= limitBytes ? JSON.parse(body) : null;
  } catch {
    return null; // no connection, no answer in time, not JSON: nothing is known of that day
  }
}
