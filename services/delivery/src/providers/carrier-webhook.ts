/** Reads the carrier's webhooks: Standard Webhooks (https://www.standardwebhooks.com), signed over the bytes as they came. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '@motcua/service-kit';
import { z } from 'zod';
import type { CarrierSaying, CarrierScan, RawWebhook } from '../context.js';
import { scanStatuses } from '../domain/parcel-movement.js';
import { parcelReasonOf } from '../domain/parcel-reason.js';
import { shipmentIdPattern } from '../domain/shipment-id.js';

/** Of real time, either way: the sandbox's clock moves business time only. */
const toleranceMs = 5 * 60_000;
const mostSignatures = 10;

export const ScanFields = z.object({
  id: z.string().min(1).max(200),
  at: z.iso.datetime({ offset: true }),
  status: z.enum(scanStatuses),
  reasonCode: z.string().min(1).max(100).nullish(),
  nextAttemptOn: z.iso.date().nullish(),
  handOverCode: z.string().min(1).max(20).nullish(),
  takenBy: z.string().trim().min(1).max(200).nullish(),
});
const Body = ScanFields.extend({
  orderId: z.string().regex(shipmentIdPattern),
  trackingNumber: z.string().min(1).max(40),
});

/**
 * Null when it was signed and is no scan of a parcel. Refused: WEBHOOK_UNSIGNED for anything not signed with our secret,
 * WEBHOOK_STALE when it was signed too long ago or in the future.
 */
export function readWebhook(webhook: RawWebhook, secret: string, now = Date.now()): CarrierSaying | null {
  if (!isSigned(webhook, secret)) throw new Refusal('WEBHOOK_UNSIGNED', 'The carrier did not sign this.');
  const signedAt = /^\d{1,12}$/.test(webhook.timestamp) ? Number(webhook.timestamp) * 1_000 : NaN;
  if (!(Math.abs(now - signedAt) <= toleranceMs)) throw new Refusal('WEBHOOK_STALE', 'This was not signed just now.');
  const body = Body.safeParse(parseJson(webhook.body)).data;
  return body === undefined
    ? null
    : { shipmentId: body.orderId, trackingNumber: body.trackingNumber, scan: toScan(body) };
}

export function toScan({ id, at, status, ...told }: z.infer<typeof ScanFields>): CarrierScan {
  const reasonCode = parcelReasonOf(told.reasonCode ?? null);
  const { handOverCode = null, takenBy = null } = told;
  const nextAttemptOn = status === 'ATTEMPT_FAILED' ? (told.nextAttemptOn ?? null) : null;
  return { scanId: id, status, scannedAt: new Date(at), reasonCode, nextAttemptOn, handOverCode, takenBy };
}

/** While the carrier changes its secret it sends several signatures; one of ours is enough. */
function isSigned({ id, timestamp, signature, body }: RawWebhook, secret: string): boolean {
  if (id === '' || timestamp === '') return false;
  const expected = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest();
  const given = signature.split(' ', mostSignatures);
  // Each is compared to the end, so that the time tells nothing of which one nearly fits.
  return given.filter((one) => isSame(one, expected)).length > 0;
}

function isSame(given: string, expected: Buffer): boolean {
  const [version, encoded = '', ...more] = given.split(',');
  const bytes = Buffer.from(encoded, 'base64');
  return version === 'v1' && more.length === 0 && bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined; // signed, yet not JSON: malformed
  }
}
