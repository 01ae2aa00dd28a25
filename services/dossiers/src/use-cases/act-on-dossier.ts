import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { dossierNotFound, requireDrafter } from '../domain/access.js';
import type { Decide } from '../domain/decisions.js';
import type { Party } from '../domain/party.js';
import type { Moment } from '../domain/step-work.js';
import { unlessChanged } from '../domain/unless-changed.js';
import { askingBy, type Asking } from './asking.js';
import { seenBy, type SeenDossier } from './see-dossier.js';

export interface DossierAct {
  readonly requestId: string;
  readonly dossierId: string;
  /** The version this was decided upon; null or left out: whatever stands. */
  readonly expectedVersion?: number | null | undefined;
}

type DecideBy = (party: Party, moment: Moment) => Decide;

/** One decision by a person on one dossier; whether they may is part of the decision, so that a lost race asks again. */
export async function actOnDossier(
  context: Context,
  viewer: Viewer,
  act: DossierAct,
  decide: DecideBy,
): Promise<SeenDossier> {
  const asking = askingBy(context, viewer, act.requestId, act);
  // Whoever is no officer is refused by the decision, and leaves no trace.
  if (asking.party.kind === 'officer') {
    await Promise.all([context.registerRequest(asking.cause), context.deskOfficers.note(asking.party, asking.at)]);
  }
  return decided(context, asking, act, decide);
}

/** One decision by the applicant, with an account or a token for the dossier; a stranger leaves no trace. */
export async function actAsApplicant(
  context: Context,
  viewer: Viewer,
  act: DossierAct,
  decide: DecideBy,
): Promise<SeenDossier> {
  const asking = askingBy(context, viewer, act.requestId, act);
  requireDrafter(asking.party);
  if (seenBy(asking.party, await context.dossiers.find(act.dossierId)) === null) throw dossierNotFound();
  await context.registerRequest(asking.cause);
  return decided(context, asking, act, decide);
}

async function decided(
  { catalogue, dossiers }: Context,
  { party, cause, at }: Asking,
  { dossierId, expectedVersion }: DossierAct,
  decide: DecideBy,
): Promise<SeenDossier> {
  const calendar = await catalogue.getCalendar();
  const decision = unlessChanged(expectedVersion, decide(party, { at, calendar }));
  const seen = seenBy(party, await dossiers.execute(dossierId, cause, decision));
  if (seen === null) throw dossierNotFound();
  return seen;
}
