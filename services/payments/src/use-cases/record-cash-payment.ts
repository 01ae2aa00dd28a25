import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { takeCash } from '../domain/desk-decisions.js';
import { actOnPayment, type DeskRequest, type StoredPayment } from './act-on-payment.js';

export interface CashTaken extends DeskRequest {
  readonly amountVnd: number;
}

/** The desk took what is owed in cash. */
export function recordCashPayment(context: Context, viewer: Viewer, input: CashTaken): Promise<StoredPayment> {
  return actOnPayment(context, { viewer, role: 'receive', input }, (payment, at) =>
    takeCash(payment, input.amountVnd, at),
  );
}
