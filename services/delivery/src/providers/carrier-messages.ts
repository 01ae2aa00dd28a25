/** What the carrier writes: checked before anything in it is believed. */
import { z } from 'zod';
import type { CarrierRecord, CarrierSaying } from '../context.js';
import { scanStatuses } from '../domain/parcel-movement.js';
import type { Scan } from '../domain/shipment.js';

const id = z.string().min(1).max(200);
const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const reasonCode = z
  .string()
  .regex(/^[A-Z][A-Z_]{1,59}$/)
  .nullish();
const ScanMessage = z.object({ id, at: Instant, status: z.enum(scanStatuses), reasonCode });

const Accepted = z.object({ orderId: id, trackingNumber: id, acceptedAt: Instant });
const OrderMessage = Accepted.extend({ scans: z.array(ScanMessage).max(500) });
const Webhook = ScanMessage.extend({ orderId: id, trackingNumber: id });
const Refused = z.object({ code: z.string().regex(/^[A-Z][A-Z_]{1,59}$/) });

export function readAccepted(body: unknown): z.infer<typeof Accepted> | null {
  return Accepted.safeParse(body).data ?? null;
}

/** Oldest scan first. */
export function readOrder(body: unknown): CarrierRecord | null {
  const read = OrderMessage.safeParse(body).data;
  if (read === undefined) return null;
  const scans = read.scans.map(toScan).sort((one, other) => one.scannedAt.getTime() - other.scannedAt.getTime());
  return { trackingNumber: read.trackingNumber, acceptedAt: read.acceptedAt, scans };
}

export function readSaying(body: Buffer): CarrierSaying | null {
  const read = Webhook.safeParse(parsed(body)).data;
  if (read === undefined) return null;
  return { shipmentId: read.orderId, trackingNumber: read.trackingNumber, scan: toScan(read) };
}

/** The carrier's own code for saying no; null when it gave none. */
export function readRefusalCode(body: unknown): string | null {
  return Refused.safeParse(body).data?.code ?? null;
}

function toScan({ id: scanId, at: scannedAt, status, reasonCode: reason }: z.infer<typeof ScanMessage>): Scan {
  return { scanId, scannedAt, status, reasonCode: reason ?? null };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined; // not JSON: the schema refuses it
  }
}
