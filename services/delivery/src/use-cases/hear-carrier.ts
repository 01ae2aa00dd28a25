import { Refusal, type Actor } from '@motcua/service-kit';
import type { CarrierSaying, Context, RawWebhook } from '../context.js';
import { recordScans } from '../domain/carrier-decisions.js';
import type { KnownShipment } from '../domain/shipment.js';
import { judgeScans } from './judge-scans.js';
import { keepCarrierMessage } from './keep-carrier-message.js';

export const carrierActor: Actor = { kind: 'system', id: 'carrier' };

/** Null when the webhook was taken, or had been taken before; else why not. Whatever the carrier signed is kept first. */
export async function hearCarrier(context: Context, webhook: RawWebhook): Promise<Refusal | null> {
  const { carrier, log } = context;
  try {
    const saying = carrier.readWebhook(webhook);
    await keepAndTake(context, webhook, saying);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log.warn('a webhook of the carrier was refused', { provider: 'carrier', code: error.code });
    return error;
  }
}

async function keepAndTake(context: Context, webhook: RawWebhook, saying: CarrierSaying | null): Promise<void> {
  const { carrierMessages, shipments, clock } = context;
  const messageId = `webhook:${webhook.id}`;
  const shipmentId = saying?.shipmentId ?? null;
  const shipment =
    (shipmentId === null ? null : await shipments.find(shipmentId))?.state ?? ({ status: 'NONE' } as const);
  const message = { messageId, shipmentId, via: 'WEBHOOK', receivedAt: clock.now() } as const;
  const dossierId = shipment.status === 'NONE' ? null : shipment.dossierId;
  const isSame = await keepCarrierMessage(context, message, { dossierId, text: webhook.body.toString('utf8') });
  if (!isSame) throw new Refusal('WEBHOOK_ID_REUSED', 'Another message came under this id before.');
  try {
    if (saying === null) throw new Refusal('WEBHOOK_MALFORMED', 'This is no scan of a parcel.');
    if (shipment.status === 'NONE') {
      throw new Refusal('SHIPMENT_NOT_HANDED_OVER', 'The carrier was not given this parcel.');
    }
    await take(context, messageId, saying, shipment);
    await carrierMessages.noteOutcome(messageId, 'TAKEN');
  } catch (error) {
    if (error instanceof Refusal) await carrierMessages.noteOutcome(messageId, error.code);
    throw error;
  }
}

async function take(
  context: Context,
  causeId: string,
  { shipmentId, trackingNumber, scan }: CarrierSaying,
  known: KnownShipment,
): Promise<void> {
  const at = context.clock.now();
  const cause = { id: causeId, actor: carrierActor, at };
  const heard = { trackingNumber, asked: false, ...(await judgeScans(context, shipmentId, known, [scan])) };
  await context.shipments.execute(shipmentId, cause, (shipment) => recordScans(shipment, heard, at));
}
