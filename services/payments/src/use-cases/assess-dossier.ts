import type { DataOf, DossierSubmitted } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { assessFees } from '../domain/decisions.js';
import { paymentIdOf } from '../domain/payment-id.js';

/** A dossier was submitted: its fees, and whether postage will be added to them. */
export async function assessDossier(
  { payments }: Context,
  event: Received<DataOf<typeof DossierSubmitted>>,
): Promise<void> {
  const { dossierId, code, officeId, applicantKey, fees, feeTotalVnd, delivery } = event.data;
  const assessment = {
    ...{ dossierId, dossierCode: code, officeId, applicantKey, feeTotalVnd },
    items: fees.map((item) => ({ ...item, nameEn: item.nameEn ?? null })),
    byPost: delivery.method === 'POST',
  };
  await payments.execute(paymentIdOf(dossierId), causeOf(event), (payment) =>
    assessFees(payment, assessment, event.time),
  );
}
