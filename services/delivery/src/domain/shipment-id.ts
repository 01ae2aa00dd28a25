/** A dossier has at most one shipment, so each id follows from the other. */
import { Refusal } from '@motcua/service-kit/pure';

export function shipmentIdOf(dossierId: string): string {
  if (!/^dos_\w{1,40}$/.test(dossierId)) throw new Refusal('DOSSIER_ID_MALFORMED', 'This is not the id of a dossier.');
  return dossierId.replace('dos_', 'shp_');
}
