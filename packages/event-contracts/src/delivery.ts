import { z } from 'zod';
import { contract } from './contract.js';
import { AmountVnd, Id, Instant, Sealed, sampleSealed } from './values.js';

const topic = 'delivery.v1';
const about = { shipmentId: Id, dossierId: Id };
const sample = { shipmentId: 'shp_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D', dossierId: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D' };
const carried = { ...about, trackingNumber: Id, at: Instant };
const sampleCarried = { ...sample, trackingNumber: 'EA987654326VN', at: '2026-12-01T03:00:00.000Z' };

export const PostageQuoted = contract({
  name: 'postage.quoted',
  topic,
  schema: z.object({ ...about, amountVnd: AmountVnd, tariffId: Id, quotedAt: Instant }),
  sample: { ...sample, amountVnd: 20000, tariffId: 'sandbox-2026', quotedAt: '2026-11-23T02:00:01.000Z' },
});

export const ShipmentHandedOver = contract({
  name: 'shipment.handed-over',
  topic,
  schema: z.object({ ...carried, carrier: Id }),
  sample: { ...sampleCarried, carrier: 'vnpost' },
});

export const ShipmentOutForDelivery = contract({
  name: 'shipment.out-for-delivery',
  topic,
  schema: z.object(carried),
  sample: sampleCarried,
});

/**
 * The courier is on the way: what the receiver tells at the door, and nobody else knows. Sealed for notifications: `code`
 * (six digits) and `usefulUntil` (ISO 8601).
 */
export const ShipmentHandOverCode = contract({
  name: 'shipment.hand-over-code',
  topic,
  schema: z.object({ ...carried, sealedCode: Sealed }),
  sample: { ...sampleCarried, sealedCode: sampleSealed },
});

export const ShipmentAttemptFailed = contract({
  name: 'shipment.attempt-failed',
  topic,
  schema: z.object({ ...carried, reasonCode: Id, attempt: z.int().positive() }),
  sample: { ...sampleCarried, reasonCode: 'NOBODY_HOME', attempt: 1 },
});

export const ShipmentDelivered = contract({
  name: 'shipment.delivered',
  topic,
  schema: z.object(carried),
  sample: sampleCarried,
});

export const ShipmentReturned = contract({
  name: 'shipment.returned',
  topic,
  schema: z.object({ ...carried, reasonCode: Id }),
  sample: { ...sampleCarried, reasonCode: 'NOBODY_HOME' },
});

export const ShipmentLost = contract({
  name: 'shipment.lost',
  topic,
  schema: z.object(carried),
  sample: sampleCarried,
});
