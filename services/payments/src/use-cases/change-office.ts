import type { DataOf, DossierTransferred } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import * as ending from '../domain/ending.js';
import { paymentIdOf } from '../domain/payment-id.js';

/** Another office took the dossier over: its officers see the payment from now on. */
export async function changeOffice(
  { payments }: Context,
  event: Received<DataOf<typeof DossierTransferred>>,
): Promise<void> {
  const { dossierId, officeId } = event.data;
  await payments.execute(paymentIdOf(dossierId), causeOf(event), (payment) => ending.changeOffice(payment, officeId));
}
