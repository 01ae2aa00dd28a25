import type { Context, NationalPortal, StoredDossier } from '../context.js';
import { noteSynced } from '../domain/heard-decisions.js';
import { nationalMessage } from '../domain/national-message.js';

type Telling = Pick<Context, 'catalogue' | 'dossiers'>;

const atOnce = 20;

/**
 * Tells the national portal of every dossier that changed, as it stands now. Sent first and noted after: what a crash cuts off
 * is sent again under the same name. Replicas that meet send the same, and one of them notes it.
 */
export async function syncNational(context: Telling, portal: NationalPortal, now: Date): Promise<void> {
  const reasons: unknown[] = [];
  for (let after: string | null = null; ;) {
    const page: readonly StoredDossier[] = await context.dossiers.listUnsynced({ after, limit: atOnce });
    const outcomes = await Promise.allSettled(page.map((stored) => syncOne(context, portal, stored, now)));
    const failed = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
    reasons.push(...failed);
    after = page.at(-1)?.id ?? null;
    // A whole page in vain: it is not about these dossiers.
    if (page.length < atOnce || failed.length === page.length) break;
  }
  if (reasons.length > 0) throw new AggregateError(reasons, 'the national portal was not told of every dossier');
}

async function syncOne(
  { catalogue, dossiers }: Telling,
  portal: NationalPortal,
  { id, state }: StoredDossier,
  now: Date,
): Promise<void> {
  if (state.status === 'NONE') return;
  const office = await catalogue.findOffice(state.officeId);
  if (office === null) throw new Error(`the office of ${id} is not known`);
  const { revision } = state.national;
  await portal.send(nationalMessage(state, office.codePrefix));
  const actor = { kind: 'system', id: 'national-portal' } as const;
  await dossiers.execute(id, { id: `national:${String(revision)}`, actor, at: now }, noteSynced(revision, now));
}
