import type { Viewer } from '@motcua/service-kit';
import { partyOf, type Context } from '../context.js';
import { requireDesk } from '../domain/access.js';
import { summaryOf, type DeskSummary } from '../domain/desk-summary.js';

/** How much there is to do at the officer's own office. */
export async function sumUpDesk(context: Context, viewer: Viewer): Promise<DeskSummary> {
  const officer = requireDesk(partyOf(viewer));
  const now = context.clock.now();
  await context.deskOfficers.note(officer, now);
  return summaryOf(await context.dossiers.countGroups(officer.officeId, officer.id, now));
}
