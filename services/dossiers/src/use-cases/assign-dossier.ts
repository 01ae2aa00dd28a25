import { Refusal, type Viewer } from '@motcua/service-kit';
import { partyOf, type Context } from '../context.js';
import { assign } from '../domain/decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

interface AssignDossier extends DossierAct {
  /** Null or left out: nobody's any more. */
  readonly officerId?: string | null | undefined;
}

/** To an officer who was seen at the office; whether the other one exists is told only to who may give work. */
export async function assignDossier(context: Context, viewer: Viewer, act: AssignDossier): Promise<SeenDossier> {
  const officerId = act.officerId ?? null;
  const isKnown = officerId === null || (await wasSeen(context, viewer, officerId));
  return actOnDossier(context, viewer, act, (party, { at }) => (state, facts) => {
    const decided = assign(party, officerId, at)(state, facts);
    if (!isKnown) throw new Refusal('UNKNOWN_OFFICER', 'No officer of that name was seen at this office.');
    return decided;
  });
}

/** Whoever asks is seen by asking. */
async function wasSeen({ deskOfficers }: Context, viewer: Viewer, officerId: string): Promise<boolean> {
  const party = partyOf(viewer);
  if (party.kind !== 'officer') return false;
  return party.id === officerId || deskOfficers.isKnown(party.officeId, officerId);
}
