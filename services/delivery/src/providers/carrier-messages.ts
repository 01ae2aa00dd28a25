/** What the carrier answers: checked before anything in it is believed. */
import { z } from 'zod';
import type { CarrierRecord } from '../context.js';
import { ScanFields, toScan } from './carrier-webhook.js';

const id = z.string().min(1).max(200);
const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const Accepted = z.object({ orderId: id, trackingNumber: id, acceptedAt: Instant });
const OrderMessage = Accepted.extend({ scans: z.array(ScanFields).max(500) });
const Refused = z.object({ code: z.string().regex(/^[A-Z][A-Z_]{1,59}$/) });

export function readAccepted(body: unknown): z.infer<typeof Accepted> | null {
  return Accepted.safeParse(body).data ?? null;
}

/** Oldest scan first. */
export function readOrder(body: unknown, text: string): CarrierRecord | null {
  const read = OrderMessage.safeParse(body).data;
  if (read === undefined) return null;
  const scans = read.scans.map(toScan).sort((one, other) => one.scannedAt.getTime() - other.scannedAt.getTime());
  return { trackingNumber: read.trackingNumber, acceptedAt: read.acceptedAt, scans, text };
}

/** The carrier's own code for saying no; null when it gave none. */
export function readRefusalCode(body: unknown): string | null {
  return Refused.safeParse(body).data?.code ?? null;
}
