import type { DataOf, PostageQuoted } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import * as decisions from '../domain/decisions.js';
import { paymentIdOf } from '../domain/payment-id.js';

/** The carrier's price became known. */
export async function addPostage({ payments }: Context, event: Received<DataOf<typeof PostageQuoted>>): Promise<void> {
  const { dossierId, amountVnd, tariffId } = event.data;
  await payments.execute(paymentIdOf(dossierId), causeOf(event), (payment) =>
    decisions.addPostage(payment, { amountVnd, tariffId }, event.time),
  );
}
