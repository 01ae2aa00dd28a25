import { createAggregateStore, type AggregateStore, type Mongo } from '@motcua/service-kit';
import { shipmentAggregate } from '../domain/evolve-shipment.js';
import type { ShipmentFact } from '../domain/shipment-facts.js';
import type { Shipment } from '../domain/shipment.js';

/** Shipments, found by what waits: for a price, for a call to the carrier, for word from it. */
export async function openShipmentStore(mongo: Mongo): Promise<AggregateStore<Shipment, ShipmentFact>> {
  const store = createAggregateStore({
    mongo,
    aggregate: shipmentAggregate,
    indexes: [
      // Whatever the counter did: two parcels never have one number.
      {
        key: { 'state.trackingNumber': 1 },
        name: 'tracking-number',
        unique: true,
        partialFilterExpression: { 'state.trackingNumber': { $exists: true } },
      },
      { key: { 'state.officeId': 1, 'state.status': 1 }, name: 'office' },
      { key: { 'state.officeId': 1, 'state.handedOverAt': 1 }, name: 'handed-over' },
      { key: { 'state.callAt': 1 }, name: 'to-call' },
      { key: { 'state.askAt': 1 }, name: 'to-ask' },
    ],
  });
  await store.ready();
  return store;
}
