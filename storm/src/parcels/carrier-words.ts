import { createHmac } from 'node:crypto';

export const carrierSecret = 'development-only-carrier-secret';
export const carrierKey = 'development-only-carrier-key';

export interface Scan {
  readonly id: string;
  readonly at: string;
  readonly status: string;
  readonly reasonCode?: string;
  readonly handOverCode?: string;
  readonly takenBy?: string;
}

/** Something said to the webhook, signed anew each time it is said. */
export interface Saying {
  readonly webhookId: string;
  readonly body: string;
  /** HTTP statuses that are right. */
  readonly answers: readonly number[];
  readonly secret?: string;
  /** How long ago it was signed, in real time. */
  readonly agoMs?: number;
  /** Sent instead of what was signed. */
  readonly sent?: string;
}

/** As Standard Webhooks has it: over id, time and body. */
export function signed({
  webhookId,
  body,
  secret = carrierSecret,
  agoMs = 0,
}: Saying): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor((Date.now() - agoMs) / 1_000));
  const signature = createHmac('sha256', secret).update(`${webhookId}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    ...{ 'webhook-id': webhookId, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` },
  };
}

const weights = [8, 6, 4, 2, 3, 5, 9, 7];

/** UPU S10, reckoned here once more: the carrier believes no check digit. */
export function isS10(number: string): boolean {
  const [, serial, digit] = /^[A-Z]{2}(\d{8})(\d)VN$/.exec(number) ?? [];
  if (serial === undefined) return false;
  const rest = 11 - (weights.reduce((sum, weight, at) => sum + weight * Number(serial[at]), 0) % 11);
  return Number(digit) === (rest === 10 ? 0 : rest === 11 ? 5 : rest);
}
