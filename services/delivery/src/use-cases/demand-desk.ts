import { Refusal, type Viewer } from '@motcua/service-kit';
import { readerOf } from '../context.js';
import { mayAct, maySeeShipment } from '../domain/access.js';
import type { Shipment } from '../domain/shipment.js';

/** Refused: FORBIDDEN for everybody but the desk of the office; whoever may not even see it learns nothing about it. */
export function demandDesk(viewer: Viewer, shipment: Shipment): void {
  const reader = readerOf(viewer);
  if (mayAct(reader, shipment)) return;
  throw maySeeShipment(reader, shipment)
    ? new Refusal('FORBIDDEN', 'Only the desk of the office does this.')
    : new Refusal('SHIPMENT_NOT_FOUND', 'There is no such shipment.');
}
