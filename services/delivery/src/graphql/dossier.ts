import { shipmentIdOf } from '../domain/shipment-id.js';
import type { DossierResolvers } from './generated/resolvers.js';
import { loadShipment } from './shipment.js';

/** What this service adds to a dossier; whether the viewer may see it is asked of the shipment, not of the dossier. */
export const Dossier: DossierResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  shipment: ({ id }, _, context) => loadShipment(context, shipmentIdOf(id)),
};
