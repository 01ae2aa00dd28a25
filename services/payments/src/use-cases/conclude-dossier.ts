import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { endDossier } from '../domain/ending.js';
import { paymentIdOf } from '../domain/payment-id.js';
import { refundRules, type Ending } from '../domain/refund-rule.js';

/** A dossier ended without a result: its money is brought to an end too. */
export async function concludeDossier(
  { payments }: Context,
  event: Received<{ readonly dossierId: string }>,
  { ending, endedAt }: { readonly ending: Ending; readonly endedAt: string },
): Promise<void> {
  const ended = { ending, refundRule: refundRules[ending], endedAt: new Date(endedAt) };
  await payments.execute(paymentIdOf(event.data.dossierId), causeOf(event), (payment) =>
    endDossier(payment, ended, event.time),
  );
}
