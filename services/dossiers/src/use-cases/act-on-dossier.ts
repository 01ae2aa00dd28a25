import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { dossierNotFound } from '../domain/access.js';
import type { Decide } from '../domain/decisions.js';
import type { Party } from '../domain/party.js';
import type { Moment } from '../domain/step-work.js';
import { unlessChanged } from '../domain/unless-changed.js';
import { askingBy } from './asking.js';
import { seenBy, type SeenDossier } from './see-dossier.js';

export interface DossierAct {
  readonly requestId: string;
  readonly dossierId: string;
  /** The version this was decided upon; null or left out: whatever stands. */
  readonly expectedVersion?: number | null | undefined;
}

/** One decision by a person on one dossier; whether they may is part of the decision, so that a lost race asks again. */
export async function actOnDossier(
  context: Context,
  viewer: Viewer,
  act: DossierAct,
  decide: (party: Party, moment: Moment) => Decide,
): Promise<SeenDossier> {
  const { party, cause, at } = askingBy(context, viewer, act.requestId, act);
  // Whoever is no officer is refused by the decision, and leaves no trace.
  if (party.kind === 'officer') await context.registerRequest(cause);
  const calendar = await context.catalogue.getCalendar();
  const seen = seenBy(
    party,
    await context.dossiers.execute(
      act.dossierId,
      cause,
      unlessChanged(act.expectedVersion, decide(party, { at, calendar })),
    ),
  );
  if (seen === null) throw dossierNotFound();
  return seen;
}
