import { clockStanding, dossierClock, type ClockSegment, type ClockStanding, type StartedClock } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { sights } from '../domain/access.js';
import type { DossierAction } from '../domain/available-actions.js';
import { decryptNote } from './notes.js';
import type { SeenDossier } from './see-dossier.js';

export interface ExplainedClock
  extends
    Pick<StartedClock, 'state' | 'dueAt' | 'dayZero' | 'reappointBy' | 'provisional'>,
    Pick<ClockStanding, 'usedWorkingDays' | 'remainingWorkingDays' | 'overdueWorkingDays'> {
  readonly previousDueDates: StartedClock['previous'][number][];
  readonly segments: (Omit<ClockSegment, 'nameVi'> & { readonly name: string | null })[];
}

/** The clock with every day explained; null before the dossier was received, and for an agency. */
export async function explainClock(
  { catalogue, clock }: Pick<Context, 'catalogue' | 'clock'>,
  { state, relation }: SeenDossier,
): Promise<ExplainedClock | null> {
  if (sights.clock[relation] !== 'full' || !('clock' in state)) return null;
  const calendar = await catalogue.getCalendar();
  const read = dossierClock(state.clock, calendar);
  const standing = clockStanding(state.clock, clock.now(), calendar);
  if (read.state === 'NOT_STARTED' || standing === null) return null;
  const { dueAt, dayZero, reappointBy, provisional, previous, segments } = read;
  const { usedWorkingDays, remainingWorkingDays, overdueWorkingDays } = standing;
  return {
    ...{ state: read.state, dueAt, dayZero, reappointBy, provisional },
    ...{ usedWorkingDays, remainingWorkingDays, overdueWorkingDays },
    previousDueDates: [...previous],
    segments: segments.map(({ nameVi: name, ...segment }) => ({ ...segment, name })),
  };
}

export interface ShownProposal {
  readonly action: DossierAction;
  readonly reasonCode: string;
  readonly note: string | null;
  readonly proposedBy: string;
  readonly proposedAt: Date;
}

/** For the office alone. */
export async function readProposal(context: Context, seen: SeenDossier): Promise<ShownProposal | null> {
  const { proposal } = seen.state;
  if (proposal === null || sights.proposal[seen.relation] !== 'full') return null;
  const { kind, reasonCode, encryptedNote, proposedBy, proposedAt } = proposal;
  const note = await decryptNote(context, seen.id, encryptedNote);
  return { action: kind === 'DECLINE' ? 'DECLINE' : 'REJECT', reasonCode, note, proposedBy, proposedAt };
}

/** Why it was refused, in the officer's words. */
export async function readEndNote(context: Context, seen: SeenDossier): Promise<string | null> {
  if (sights.endNote[seen.relation] !== 'full') return null;
  const end = seen.stored.facts.find(({ type }) => type === 'DossierDeclined' || type === 'DossierRejected');
  return end !== undefined && 'encryptedNote' in end ? decryptNote(context, seen.id, end.encryptedNote) : null;
}
