import type { CarrierScan, Context } from '../context.js';
import { handOverCodeFrom, isSameCode } from '../domain/hand-over-code.js';
import type { Scan } from '../domain/parcel-movement.js';
import type { ParcelReason } from '../domain/parcel-reason.js';
import { shipmentIdOf } from '../domain/shipment-id.js';
import type { KnownShipment } from '../domain/shipment.js';

/** The longest that two tries and what lies between them take. */
const usefulMs = 14 * 24 * 3_600_000;

export interface Judged {
  readonly scans: readonly Scan[];
  readonly sealedCode: string;
}

/** What the carrier told, held against the code that only the receiver knows; who took the parcel is kept for nobody else. */
export async function judgeScans(
  context: Context,
  shipmentId: string,
  shipment: KnownShipment,
  told: readonly CarrierScan[],
): Promise<Judged> {
  const { sealer, dataKeys, clock } = context;
  const code = handOverCodeFrom(context.vault.blindIndex('hand-over code', shipmentId));
  const [wrappedKey = null] = await dataKeys.findMany([shipmentIdOf(shipment.dossierId)]);
  const scans = told.map((scan) => judged(context, { shipmentId, wrappedKey, code }, scan));
  const usefulUntil = new Date(clock.now().getTime() + usefulMs).toISOString();
  return { scans, sealedCode: await sealer.seal('notifications', { code, usefulUntil }) };
}

interface Place {
  readonly shipmentId: string;
  /** Null when the dossier was erased: then no name is kept. */
  readonly wrappedKey: string | null;
  readonly code: string;
}

function judged(
  { vault }: Context,
  { shipmentId, wrappedKey, code }: Place,
  { handOverCode, takenBy, ...scan }: CarrierScan,
): Scan {
  if (scan.status !== 'DELIVERED') return { ...scan, isProven: false, encryptedTakenBy: null };
  const problem = problemWith({ handOverCode, takenBy }, code);
  const place = `shipments/${shipmentId}/taken-by/${scan.scanId}`;
  const encryptedTakenBy = takenBy === null || wrappedKey === null ? null : vault.encrypt(wrappedKey, place, takenBy);
  return { ...scan, reasonCode: problem, isProven: problem === null, encryptedTakenBy };
}

function problemWith(
  { handOverCode, takenBy }: Pick<CarrierScan, 'handOverCode' | 'takenBy'>,
  code: string,
): ParcelReason | null {
  if (handOverCode !== null && !isSameCode(handOverCode, code)) return 'CODE_WRONG';
  return handOverCode === null || takenBy === null ? 'NOT_PROVEN' : null;
}
