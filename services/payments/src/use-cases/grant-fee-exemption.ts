import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { grantExemption, type ExemptionOrder } from '../domain/exemption.js';
import { actOnPayment, type DeskRequest, type StoredPayment } from './act-on-payment.js';

/** The lead gives up a fee that somebody need not pay. */
export function grantFeeExemption(
  context: Context,
  viewer: Viewer,
  input: DeskRequest & ExemptionOrder,
): Promise<StoredPayment> {
  return actOnPayment(context, { viewer, role: 'lead', input }, (payment, at) => grantExemption(payment, input, at));
}
