import type { Context } from '../context.js';
import { permits } from '../domain/lifecycle.js';
import { recalculate } from '../domain/promise-decisions.js';

const atOnce = 50;

/**
 * Works every promise out anew once another calendar was heard of. What it got to is kept, so that a restart goes on there;
 * another replica at the same work changes nothing twice.
 */
export async function recalculatePromises({ dossiers, catalogue, recalculations }: Context, now: Date): Promise<void> {
  // Read together: the calendar that decisions use may be a second older than its sequence.
  const heard = await catalogue.findCalendar();
  if (heard === null) return;
  const { sequence, calendar } = heard;
  for (;;) {
    const progress = await recalculations.find(sequence);
    if (progress.done) return;
    const page = await dossiers.listPromised({ limit: atOnce, after: progress.after });
    for (const { id } of page) {
      const cause = { id: `calendar:${id}/${sequence}`, actor: { kind: 'system', id: 'calendar' }, at: now } as const;
      // Some wait without a promise yet, and some ended since they were listed.
      await dossiers.execute(id, cause, (state) =>
        permits(state, 'recalculate') ? recalculate(now, calendar)(state) : [],
      );
    }
    const after = page.at(-1)?.id ?? progress.after;
    await recalculations.keep(sequence, { after, done: page.length < atOnce });
  }
}
