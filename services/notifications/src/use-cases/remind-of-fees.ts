import type { Actor } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { remindOfFee } from '../domain/decisions.js';
import { newestVersion } from '../domain/templates.js';

const mostAtOnce = 100;
const reminder: Actor = { kind: 'system', id: 'notifications' };

/** Money that fell due days ago and was not paid: the applicant is asked once more. */
export async function remindOfFees({ correspondences, templates }: Context, now: Date): Promise<void> {
  const unpaid = { 'state.fee.remindAt': { $lte: now } };
  const found = await correspondences.findWhere(unpaid, { sort: { 'state.fee.remindAt': 1 }, limit: mostAtOnce });
  for (const { id, version } of found) {
    // Of two processes at it, one finds the other's reminder among the facts.
    const cause = { id: `fee-reminder:${String(version)}`, actor: reminder, at: now };
    const templateVersion = newestVersion(templates, 'payment-reminder');
    await correspondences.execute(id, cause, (state) => remindOfFee(state, templateVersion, now));
  }
}
