/** A dossier's shipments are named after it: the first by its number alone, a copy issued afresh by its count behind a dot. */
import { Refusal } from '@motcua/service-kit/pure';

/** `shp_<number>`, for a copy from 2 `shp_<number>.<copy>`. @throws Refusal DOSSIER_ID_MALFORMED */
export function shipmentIdOf(dossierId: string, copy = 1): string {
  if (!/^dos_\w{1,40}$/.test(dossierId)) throw new Refusal('DOSSIER_ID_MALFORMED', 'This is not the id of a dossier.');
  const first = dossierId.replace('dos_', 'shp_');
  return copy === 1 ? first : `${first}.${String(copy)}`;
}

/** Of all shipments of a dossier, oldest first. */
export function shipmentIdsOf(dossierId: string, latestCopy: number): readonly string[] {
  return Array.from({ length: latestCopy }, (_, index) => shipmentIdOf(dossierId, index + 1));
}

/** What such an id looks like. */
export const shipmentIdPattern = /^shp_\w{1,40}(?:\.[1-9]\d{0,2})?$/;
