import { Refusal, requestCause, type Stored, type Viewer } from '@motcua/service-kit';
import { readerOf, type Context } from '../context.js';
import { mayActAs, maySeePayment } from '../domain/access.js';
import type { Payment } from '../domain/payment.js';
import type { PaymentFact } from '../domain/payment-facts.js';

export interface DeskRequest {
  readonly requestId: string;
  readonly paymentId: string;
  readonly traceparent?: string | undefined;
}

export type StoredPayment = Stored<Payment, PaymentFact>;

/** An officer of the payment's office does something with its money, once for each request id. */
export async function actOnPayment(
  { payments, registerRequest, clock }: Context,
  { viewer, role, input }: { readonly viewer: Viewer; readonly role: 'receive' | 'lead'; readonly input: DeskRequest },
  decide: (payment: Payment, at: Date) => readonly PaymentFact[],
): Promise<StoredPayment> {
  const { requestId, traceparent, ...asked } = input;
  const known = await payments.find(input.paymentId);
  const reader = readerOf(viewer);
  // Whoever may not see it learns nothing about it.
  if (known === null || !maySeePayment(reader, known.state)) {
    throw new Refusal('PAYMENT_NOT_FOUND', 'There is no such payment.');
  }
  if (!mayActAs(role, reader, known.state)) throw new Refusal('FORBIDDEN', 'This is not for you to do.');
  const at = clock.now();
  const cause = requestCause(viewer, requestId, asked, at, traceparent);
  await registerRequest(cause);
  return payments.execute(input.paymentId, cause, (payment) => decide(payment, at));
}
