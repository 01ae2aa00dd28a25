/** VNPAY's transaction API (`merchant_webapi`): JSON over HTTPS, signed over values joined by `|` in an order of its own. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { hmacSha512, isSameChecksum, toSignedLine } from './vnpay-signature.js';

const answerLimitBytes = 64_000;
const patienceMs = 8_000;
const text = z.union([z.string(), z.number().transform(String)]);
const Answer = z.record(z.string(), z.unknown());

/** Null for no connection, no answer in time, or no JSON: unknown, never a failure. */
export async function postToVnpay(url: string, call: Readonly<Record<string, string>>): Promise<unknown> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(call),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    const body = await answer.text();
    return answer.ok && body.length <= answerLimitBytes ? JSON.parse(body) : null;
  } catch {
    return null;
  }
}

/** Reads a field of the answer by its name without `vnp_`, absent is empty; null unless the bank signed these fields. */
export function readSigned(
  body: unknown,
  secret: string,
  signedFields: readonly string[],
): ((name: string) => string) | null {
  const parsed = Answer.safeParse(body);
  if (!parsed.success) return null;
  const field = (name: string): string => {
    const value = text.safeParse(parsed.data[`vnp_${name}`]);
    return value.success ? value.data : '';
  };
  const expected = hmacSha512(secret, toSignedLine(signedFields.map(field)));
  return isSameChecksum(field('SecureHash'), expected) ? field : null;
}

/** Unique within a day, as the bank wants it: at most 32 letters and digits. */
export function newRequestId(about: string, at: Date): string {
  return createHash('sha256')
    .update(`${about} ${at.toISOString()} ${process.hrtime.bigint()}`)
    .digest('hex')
    .slice(0, 32);
}
