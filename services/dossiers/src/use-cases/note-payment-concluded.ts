import type { DataOf, PaymentConcluded } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { concludePayment } from '../domain/ending-decisions.js';
import { dossierPaid } from './note-payment.js';

/** The money of a dossier without a result is settled: the last thing it waits for, unless papers are still to go back. */
export async function notePaymentConcluded(
  { dossiers, clock }: Context,
  event: Received<DataOf<typeof PaymentConcluded>>,
): Promise<void> {
  const { outcome, refundVnd, concludedAt } = event.data;
  const decide = concludePayment({ outcome, refundVnd }, new Date(concludedAt), clock.now());
  await dossiers.execute(dossierPaid(event.data), causeOf(event), decide);
}
