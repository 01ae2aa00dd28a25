import type { DataOf, DossierSubmitted, FeeItem } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { assessFees } from '../domain/decisions.js';
import { paymentIdOf } from '../domain/payment-id.js';
import type { PaymentItem } from '../domain/payment-facts.js';

/** A dossier was submitted: its fees, and whether postage will be added to them. */
export async function assessDossier(
  { payments }: Context,
  event: Received<DataOf<typeof DossierSubmitted>>,
): Promise<void> {
  const { dossierId, code, officeId, applicantKey, fees, feeTotalVnd, delivery } = event.data;
  const assessment = {
    ...{ dossierId, dossierCode: code, officeId, applicantKey, feeTotalVnd },
    items: toItems(fees),
    byPost: delivery.method === 'POST',
  };
  await payments.execute(paymentIdOf(dossierId), causeOf(event), (payment) =>
    assessFees(payment, assessment, event.time),
  );
}

export function toItems(fees: readonly FeeItem[]): readonly PaymentItem[] {
  return fees.map((item) => ({ ...item, nameEn: item.nameEn ?? null }));
}
