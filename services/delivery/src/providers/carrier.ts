/** The carrier's HTTP API: orders by our own id, so that one order given twice is one parcel, and signed webhooks. */
import type { Carrier, CarrierReply, FoundOrder, Order } from '../context.js';
import { readAccepted, readOrder, readRefusalCode } from './carrier-messages.js';
import { readWebhook } from './carrier-webhook.js';

export interface CarrierSettings {
  /** Without `/v1`. */
  readonly url: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
  /** How long an answer may take, in milliseconds. */
  readonly patienceMs?: number;
}

const usualPatienceMs = 8_000;
const answerLimitBytes = 256_000;
/** The carrier read the order and will never take it. */
const finalStatuses: ReadonlySet<number> = new Set([400, 409, 422]);

export function createCarrier(settings: CarrierSettings): Carrier {
  return {
    giveOrder: (order) => giveOrder(settings, order),
    findOrder: (orderId) => findOrder(settings, orderId),
    readWebhook: (webhook) => readWebhook(webhook, settings.webhookSecret),
  };
}

async function giveOrder(settings: CarrierSettings, order: Order): Promise<CarrierReply> {
  const answer = await call(settings, 'POST', '/v1/orders', order);
  if (answer === null) return { kind: 'UNKNOWN' };
  if (finalStatuses.has(answer.status)) {
    return { kind: 'REFUSED', reasonCode: readRefusalCode(answer.body) ?? 'ORDER_REFUSED' };
  }
  const accepted = answer.status === 200 || answer.status === 201 ? readAccepted(answer.body) : null;
  const isOurs = accepted?.orderId === order.orderId && accepted.trackingNumber === order.trackingNumber;
  return isOurs ? { kind: 'ACCEPTED', acceptedAt: accepted.acceptedAt } : { kind: 'UNKNOWN' };
}

async function findOrder(settings: CarrierSettings, orderId: string): Promise<FoundOrder> {
  const answer = await call(settings, 'GET', `/v1/orders/${encodeURIComponent(orderId)}`);
  // Any server on the way says 404; only the carrier says which code.
  if (answer?.status === 404 && readRefusalCode(answer.body) === 'ORDER_NOT_FOUND') return { kind: 'NOT_FOUND' };
  const record = answer?.status === 200 ? readOrder(answer.body, answer.text) : null;
  return record === null ? { kind: 'UNKNOWN' } : { kind: 'FOUND', record };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
}

/** Null when there was no answer that can be read: then nothing is known. */
async function call(
  { url, apiKey, patienceMs = usualPatienceMs }: CarrierSettings,
  method: 'GET' | 'POST',
  path: string,
  content?: unknown,
): Promise<Answer | null> {
  try {
    const answer = await fetch(`${url.replace(/\/$/, '')}${path}`, {
      method,
      headers: {
        ...{ authorization: `Bearer ${apiKey}`, accept: 'application/json' },
        // A question has no body, and says so.
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await answer.text();
    return text.length > answerLimitBytes ? null : { status: answer.status, body: JSON.parse(text), text };
  } catch {
    return null; // no connection, no answer in time, not JSON
  }
}
