import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.js';
import type { Scan } from './parcels.js';

export interface Webhooks {
  /** Tells the sender of a scan, after the earlier scans of the same parcel; tried again until it is taken. */
  tell(orderId: string, trackingNumber: string, scan: Scan): void;
  stop(): void;
}

const firstRetryMs = 200;
const slowestRetryMs = 10_000;
const patienceMs = 5_000;

/**
 * Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks): HMAC-SHA256 over `id.timestamp.body`.
 * The timestamp and the retries go by real time, as faults of a network do; `at` in the body is business time.
 */
export function createWebhooks(options: {
  readonly url: URL | undefined;
  readonly secret: string;
  readonly log: Log;
}): Webhooks {
  const { url, secret, log } = options;
  const stopping = new AbortController();
  const lastOf = new Map<string, Promise<void>>();
  return {
    tell(orderId, trackingNumber, scan) {
      if (url === undefined) return;
      const { id } = scan;
      const body = JSON.stringify({ ...scan, orderId, trackingNumber });
      const told = (lastOf.get(orderId) ?? Promise.resolve()).then(async () => {
        await deliver(url, secret, id, body, stopping.signal, log);
        if (lastOf.get(orderId) === told) lastOf.delete(orderId);
      });
      lastOf.set(orderId, told);
    },
    stop: () => stopping.abort(),
  };
}

/** Never rejects: ends when the webhook was taken, or when the sandbox stops. */
async function deliver(
  url: URL,
  secret: string,
  id: string,
  body: string,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  // Read anew each time: the signal changes while we wait.
  const stopped = (): boolean => signal.aborted;
  for (let delayMs = firstRetryMs; !stopped(); delayMs = Math.min(delayMs * 2, slowestRetryMs)) {
    try {
      const headers = { 'content-type': 'application/json', ...signatureHeaders(secret, id, body, new Date()) };
      const timeout = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: timeout });
      await response.body?.cancel();
      if (response.ok) return;
      log.warn('a webhook was not taken', { webhook: id, status: response.status });
    } catch (error) {
      if (stopped()) return;
      log.warn('a webhook did not arrive', { webhook: id }, error);
    }
    await pause(delayMs, undefined, { signal }).catch(() => undefined); // rejects only when the sandbox stops
  }
}

export function signatureHeaders(secret: string, id: string, body: string, at: Date): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
