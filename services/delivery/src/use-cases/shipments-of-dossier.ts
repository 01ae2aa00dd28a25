import type { Context } from '../context.js';
import { shipmentIdOf, shipmentIdsOf } from '../domain/shipment-id.js';

/** The ids of a dossier's shipments, oldest first; none where its result does not go by post. In the order of the dossiers. */
export async function shipmentsOfDossiers(
  { shipments }: Context,
  dossierIds: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const firsts = await shipments.findMany(dossierIds.map((dossierId) => shipmentIdOf(dossierId)));
  return firsts.map((first) =>
    first === null || first.state.status === 'NONE' ? [] : shipmentIdsOf(first.state.dossierId, first.state.latestCopy),
  );
}

export async function shipmentsOfDossier(context: Context, dossierId: string): Promise<readonly string[]> {
  const [ids = []] = await shipmentsOfDossiers(context, [dossierId]);
  return ids;
}
