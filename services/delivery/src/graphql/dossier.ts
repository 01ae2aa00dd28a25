import type { GraphContext } from '../context.js';
import { shipmentsOfDossiers } from '../use-cases/shipments-of-dossier.js';
import type * as graph from './generated/resolvers.js';
import { loadShipment } from './shipment.js';

/** What this service adds to a dossier; whether the viewer may see it is asked of the shipment, not of the dossier. */
export const Dossier: graph.DossierResolvers = {
  __resolveReference: (reference) => reference,
  async shipment({ id }, _, context) {
    const newest = (await idsOf(context, id)).at(-1);
    return newest === undefined ? null : loadShipment(context, newest);
  },
  async shipments({ id }, _, context) {
    const found = await Promise.all((await idsOf(context, id)).map((shipmentId) => loadShipment(context, shipmentId)));
    return found.filter((shipment) => shipment !== null);
  },
};

async function idsOf(context: GraphContext, dossierId: string): Promise<readonly string[]> {
  const loader = context.loader('shipments of dossiers', (ids: readonly string[]) =>
    shipmentsOfDossiers(context.app, ids),
  );
  return (await loader.load(dossierId)) ?? [];
}
