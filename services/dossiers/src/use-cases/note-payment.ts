import type { DataOf, PaymentDue, PaymentSettled } from '@motcua/event-contracts';
import { causeOf, Refusal, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { recordPaymentDue, recordPaymentSettled } from '../domain/heard-decisions.js';

export async function notePaymentDue({ dossiers }: Context, event: Received<DataOf<typeof PaymentDue>>): Promise<void> {
  const { amountVnd, dueSince } = event.data;
  const dossierId = dossierPaid(event.data);
  await dossiers.execute(dossierId, causeOf(event), recordPaymentDue(amountVnd, new Date(dueSince)));
}

/** Nothing is owed: a result that is signed may leave the office. */
export async function notePaymentSettled(
  { dossiers, catalogue, clock }: Context,
  event: Received<DataOf<typeof PaymentSettled>>,
): Promise<void> {
  const { amountVnd, settledAt } = event.data;
  const dossierId = dossierPaid(event.data);
  const moment = { at: clock.now(), calendar: await catalogue.getCalendar() };
  const decide = recordPaymentSettled(amountVnd, new Date(settledAt), moment);
  await dossiers.execute(dossierId, causeOf(event), decide);
}

/** Payment and dossier share the part of their ids behind the prefix. */
export function dossierPaid({
  paymentId,
  dossierId,
}: {
  readonly paymentId: string;
  readonly dossierId: string;
}): string {
  if (paymentId === dossierId.replace(/^dos_/, 'pay_')) return dossierId;
  throw new Refusal('PAYMENT_OF_ANOTHER_DOSSIER', 'The payment is not this dossier’s.', { paymentId, dossierId });
}
