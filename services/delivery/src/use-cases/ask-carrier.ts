import { newId, type Stored } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { recordScans } from '../domain/carrier-decisions.js';
import type { ShipmentFact } from '../domain/shipment-facts.js';
import { isCarried, type Shipment } from '../domain/shipment.js';
import { eachDue } from './each-due.js';
import { carrierActor } from './hear-carrier.js';
import { judgeScans } from './judge-scans.js';
import { keepCarrierMessage } from './keep-carrier-message.js';

/** Asks the carrier about every parcel it has been silent about; unanswered, the question is asked again at the next beat. */
export async function askCarrier(context: Context): Promise<void> {
  const { shipments, clock } = context;
  await eachDue(shipments, 'state.askAt', clock.now(), (stored) => askAbout(context, stored));
}

/** One parcel that cannot be asked about holds up no other. */
async function askAbout(context: Context, { id, state }: Stored<Shipment, ShipmentFact>): Promise<void> {
  const { shipments, carrier, clock, log } = context;
  if (!isCarried(state)) return;
  const { trackingNumber } = state;
  try {
    const found = await carrier.findOrder(id);
    if (found.kind === 'UNKNOWN') {
      log.warn('the carrier did not answer about a parcel, it is asked again', { aggregateId: id });
      return;
    }
    log.info('the carrier was asked about a parcel', { aggregateId: id, outcome: found.kind });
    // An order it does not know, or knows by another number, tells nothing about this parcel: asked again later.
    const isThisOne = found.kind === 'FOUND' && found.record.trackingNumber === trackingNumber;
    if (!isThisOne) log.error('the carrier does not know a parcel it has', { aggregateId: id, outcome: found.kind });
    const at = clock.now();
    if (found.kind === 'FOUND')
      await keepAnswer(context, id, { dossierId: state.dossierId, text: found.record.text }, at);
    const cause = { id: `query:${newId('ask', at)}`, actor: carrierActor, at };
    const told = isThisOne ? found.record.scans : [];
    const heard = { trackingNumber, asked: true, ...(await judgeScans(context, id, state, told)) };
    await shipments.execute(id, cause, (shipment) => recordScans(shipment, heard, at));
  } catch (error) {
    log.error('a parcel could not be asked about, tried again at the next beat', { aggregateId: id, error });
  }
}

/** Once, as long as the carrier says the same. */
async function keepAnswer(
  context: Context,
  shipmentId: string,
  answer: { readonly dossierId: string; readonly text: string },
  receivedAt: Date,
): Promise<void> {
  const messageId = `answer:${shipmentId}:${context.vault.blindIndex('carrier-answer', answer.text)}`;
  await keepCarrierMessage(context, { messageId, shipmentId, via: 'ANSWER', receivedAt }, answer);
}
