import type { Context } from '../context.js';
import { ring } from '../domain/promise-decisions.js';

const atOnce = 50;
const mostPerRun = 2_000;

/**
 * Notices what time itself did to dossiers: whatever is due by now rings once, however long nobody looked and however many
 * look at once, because what rang stands with the dossier.
 */
export async function ringAlarms({ dossiers }: Pick<Context, 'dossiers'>, now: Date): Promise<void> {
  for (let rung = 0; rung < mostPerRun; rung += atOnce) {
    const due = await dossiers.listAlarming(now, atOnce);
    const outcomes = await Promise.allSettled(
      due.map(({ id, version }) => {
        const cause = { id: `alarms:${id}/${version}`, actor: { kind: 'system', id: 'time' }, at: now } as const;
        return dossiers.execute(id, cause, ring(now));
      }),
    );
    // One that cannot ring holds up none of the others, and is told.
    const reasons = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
    if (reasons.length > 0) throw new AggregateError(reasons, 'alarms could not ring');
    if (due.length < atOnce) return;
  }
}
