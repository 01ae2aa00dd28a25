import type { Stored, Viewer } from '@motcua/service-kit';
import { readerOf, type Context } from '../context.js';
import { maySeePayment } from '../domain/access.js';
import type { Payment } from '../domain/payment.js';
import type { PaymentFact } from '../domain/payment-facts.js';

/** The payments this viewer may see, null where there is none or it is not theirs; in the order of the ids. */
export async function findPayments(
  { payments }: Context,
  viewer: Viewer,
  ids: readonly string[],
): Promise<readonly (Stored<Payment, PaymentFact> | null)[]> {
  const reader = readerOf(viewer);
  const found = await payments.findMany(ids);
  return found.map((stored) => (stored !== null && maySeePayment(reader, stored.state) ? stored : null));
}
