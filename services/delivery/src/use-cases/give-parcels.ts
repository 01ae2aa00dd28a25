import { randomUUID } from 'node:crypto';
import { Refusal, type Actor, type Stored } from '@motcua/service-kit';
import type { CarrierReply, Context } from '../context.js';
import { claimCall, concludeHandOver } from '../domain/carrier-decisions.js';
import type { ShipmentFact } from '../domain/shipment-facts.js';
import type { HandingOver, Shipment } from '../domain/shipment.js';
import { eachDue } from './each-due.js';
import { readReceiver } from './receiver.js';

const caller: Actor = { kind: 'system', id: 'delivery' };

/**
 * Tells the carrier about parcels that the desk gave away. Wish, claim, call, outcome: each is stored before the next. What
 * an earlier call led to is asked before the order is given again, so that no break in between makes a second parcel.
 */
export async function giveParcels(context: Context): Promise<void> {
  const { shipments, clock } = context;
  await eachDue(shipments, 'state.callAt', clock.now(), (stored) => give(context, stored));
}

/** One parcel that cannot be given away holds up no other. */
async function give(context: Context, { id }: Stored<Shipment, ShipmentFact>): Promise<void> {
  const { shipments, clock, log } = context;
  try {
    // The claim has a name of its own: of two callers only one finds its claim among the facts.
    const claim = { id: `claim:${randomUUID()}`, actor: caller, at: clock.now() };
    const { state, recorded } = await shipments.execute(id, claim, (shipment) => claimCall(shipment, claim.at));
    if (recorded.length === 0 || state.status !== 'HANDING_OVER') return;
    const { trackingNumber, calls } = state;
    const reply = await replyOf(context, id, state);
    log.info('the carrier was told of a parcel', {
      ...{ aggregateId: id, outcome: reply.kind, attempt: calls },
      reason: reply.kind === 'REFUSED' ? reply.reasonCode : undefined,
    });
    if (reply.kind === 'UNKNOWN') return; // asked at the next call
    const cause = { id: `outcome:${trackingNumber}:${String(calls)}`, actor: caller, at: clock.now() };
    await shipments.execute(id, cause, (shipment) =>
      concludeHandOver(shipment, { trackingNumber, answer: reply }, cause.at),
    );
  } catch (error) {
    log.error('a parcel could not be given to the carrier, tried again later', { aggregateId: id, error });
  }
}

async function replyOf(context: Context, id: string, shipment: HandingOver): Promise<CarrierReply> {
  try {
    const earlier = shipment.calls > 1 ? await askForOrder(context, id, shipment) : null;
    return earlier ?? (await order(context, id, shipment));
  } catch (error) {
    // The receiver cannot be read any more, e.g. because it was erased: nothing was sent and nothing ever will be.
    if (error instanceof Refusal) return { kind: 'REFUSED', reasonCode: error.code };
    throw error;
  }
}

/** What an earlier call led to; null when the carrier is certain that it led to nothing. */
async function askForOrder(
  { carrier }: Context,
  id: string,
  { trackingNumber }: HandingOver,
): Promise<CarrierReply | null> {
  const found = await carrier.findOrder(id);
  switch (found.kind) {
    case 'NOT_FOUND':
      return null;
    case 'UNKNOWN':
      return { kind: 'UNKNOWN' };
    case 'FOUND':
      return found.record.trackingNumber === trackingNumber
        ? { kind: 'ACCEPTED', acceptedAt: found.record.acceptedAt }
        : { kind: 'REFUSED', reasonCode: 'ORDER_CONFLICT' };
  }
}

async function order(context: Context, orderId: string, shipment: HandingOver): Promise<CarrierReply> {
  const office = await context.offices.find(shipment.officeId);
  if (office === null) throw new Error('a parcel was priced for an office that is not known');
  const { name, phone, address } = office;
  return context.carrier.giveOrder({
    ...{ orderId, trackingNumber: shipment.trackingNumber, sender: { name, phone, address } },
    receiver: await readReceiver(context, shipment),
    weightGrams: shipment.weightGrams,
  });
}
