import { PaymentSettled, ShipmentDelivered } from '@motcua/event-contracts';
import { agencyDone, leader, prepared, processor, receiver, type DossiersBench } from './dossiers-bench.js';

/** The whole way of a submitted dossier of the tennis club: worked through, paid, signed, delivered. */
export async function closeDossier(bench: DossiersBench, dossierId: string): Promise<void> {
  const shipmentId = dossierId.replace('dos_', 'shp_');
  const at = bench.clock.now().toISOString();
  await signDossier(bench, dossierId);
  await bench.publish(
    ShipmentDelivered,
    { shipmentId, dossierId, trackingNumber: 'EA987654326VN', at },
    { id: `${shipmentId}/6`, key: dossierId },
  );
  await bench.said(dossierId, 'dossier.closed');
}

/** Until its result may leave the office. */
export async function signDossier(bench: DossiersBench, dossierId: string): Promise<void> {
  await workThrough(bench, dossierId);
  await prepared(bench, dossierId);
  await bench.act('signResult', { dossierId }, leader);
  await bench.said(dossierId, 'dossier.result-ready');
}

/** Paid, received, and every step done that comes before the signature. */
export async function workThrough(bench: DossiersBench, dossierId: string): Promise<void> {
  const paymentId = dossierId.replace('dos_', 'pay_');
  const settledAt = bench.clock.now().toISOString();
  await bench.publish(
    PaymentSettled,
    { paymentId, dossierId, dossierCode: 'H26.153-261123-0001', amountVnd: 86_000, settledAt, method: 'VNPAY' },
    { id: `${paymentId}/2`, key: dossierId },
  );
  await bench.act('receiveDossier', { dossierId }, receiver);
  for (const stepKey of ['appraise', 'notify']) await bench.act('completeStep', { dossierId, stepKey }, processor);
  await agencyDone(bench, dossierId, 'residence-police', 'assignCourt');
  await agencyDone(bench, dossierId, 'health-insurance', 'insurePlayer');
}
