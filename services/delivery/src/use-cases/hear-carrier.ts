import { Refusal, type Actor } from '@motcua/service-kit';
import type { Context, RawWebhook } from '../context.js';
import { recordScans } from '../domain/decisions.js';

export const carrierActor: Actor = { kind: 'system', id: 'carrier' };

/** Null when the webhook was taken, or had been taken before; else why not. */
export async function hearCarrier(context: Context, webhook: RawWebhook): Promise<Refusal | null> {
  const { carrier, shipments, clock, log } = context;
  try {
    const { shipmentId, trackingNumber, scan } = carrier.readWebhook(webhook);
    const at = clock.now();
    const cause = { id: `webhook:${scan.scanId}`, actor: carrierActor, at };
    const heard = { trackingNumber, scans: [scan], asked: false };
    await shipments.execute(shipmentId, cause, (shipment) => recordScans(shipment, heard, at));
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log.warn('a webhook of the carrier was refused', { provider: 'carrier', code: error.code });
    return error;
  }
}
