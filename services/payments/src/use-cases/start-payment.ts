import { Refusal, requestCause, type Stored, type Viewer } from '@motcua/service-kit';
import { dayInVietnam } from '@motcua/vietnam';
import { readerOf, type Context } from '../context.js';
import { mayPay } from '../domain/access.js';
import { startAttempt } from '../domain/decisions.js';
import type { Attempt, AttemptMethod } from '../domain/attempt.js';
import { isOwed, type Payment } from '../domain/payment.js';
import type { PaymentFact } from '../domain/payment-facts.js';
import { formatReferenceBase } from '../domain/reference.js';

export interface StartPayment {
  readonly requestId: string;
  readonly paymentId: string;
  readonly method: AttemptMethod;
  readonly language: 'vi' | 'en';
  readonly traceparent?: string | undefined;
}

export interface StartedPayment {
  readonly stored: Stored<Payment, PaymentFact>;
  readonly attempt: Attempt;
  /** The bank's page, or the text of a QR code for a transfer; the other is null. */
  readonly payUrl: string | null;
  readonly qrText: string | null;
}

/** Opens an attempt at the bank; asked again with the same request id, answers the same attempt. */
export async function startPayment(context: Context, viewer: Viewer, input: StartPayment): Promise<StartedPayment> {
  const { payments, clock, bank } = context;
  const { requestId, paymentId, method, language, traceparent } = input;
  const reader = readerOf(viewer);
  const known = await payments.find(paymentId);
  // Whoever may not see it learns nothing about it.
  if (known === null || !mayPay(reader, known.state)) throw notFound();
  if (method === 'VIETQR' && bank.transferCode({ attemptId: 'P1', amountVnd: 1 }) === null) throw notOffered();
  const at = clock.now();
  const cause = requestCause(viewer, requestId, { paymentId, method }, at, traceparent);
  await context.registerRequest(cause);
  const referenceBase = await referenceFor(context, known.state, at);
  const stored = await payments.execute(paymentId, cause, (payment) =>
    startAttempt(payment, { referenceBase, method, at }),
  );
  const started = stored.recorded.find((fact) => fact.type === 'AttemptStarted');
  const attempt = isOwed(stored.state)
    ? stored.state.attempts.find(({ attemptId }) => attemptId === started?.attemptId)
    : undefined;
  if (attempt === undefined) throw new Error('a started attempt is not in the state');
  return method === 'VIETQR'
    ? { stored, attempt, payUrl: null, qrText: bank.transferCode(attempt) }
    : { stored, attempt, payUrl: bank.payUrl(attempt, language), qrText: null };
}

/** A number is taken only by a payment that has none; a race may waste one, which leaves a gap and no harm. */
async function referenceFor({ nextReference }: Context, payment: Payment, at: Date): Promise<string> {
  if (isOwed(payment) && payment.referenceBase !== null) return payment.referenceBase;
  const day = dayInVietnam(at);
  return formatReferenceBase(day, await nextReference(day));
}

function notFound(): Refusal {
  return new Refusal('PAYMENT_NOT_FOUND', 'There is no such payment.');
}

function notOffered(): Refusal {
  return new Refusal('METHOD_NOT_OFFERED', 'This office takes no transfers.');
}
