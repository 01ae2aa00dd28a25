import type { Viewer } from '@motcua/service-kit';
import { readerOf, type Context } from '../context.js';
import { isOfOffice } from '../domain/access.js';
import type { StoredPayment } from './act-on-payment.js';

const mostAtOnce = 200;

/** What waits for a person in an office, longest first; null for whoever is no officer of that office. */
export async function listToHandle(
  { payments }: Context,
  viewer: Viewer,
  officeId: string,
): Promise<readonly StoredPayment[] | null> {
  if (!isOfOffice(readerOf(viewer), officeId)) return null;
  const waiting = { 'state.officeId': officeId, 'state.handleSince': { $gt: new Date(0) } };
  return payments.findWhere(waiting, { sort: { 'state.handleSince': 1 }, limit: mostAtOnce });
}
