import { Refusal, requestCause, type Viewer } from '@motcua/service-kit';
import { readerOf, type Context } from '../context.js';
import { maySeeMessages } from '../domain/access.js';
import { correspondenceIdOf } from '../domain/correspondence-id.js';
import type { Correspondence, OpenCorrespondence } from '../domain/correspondence.js';
import { contactProblems, type ContactProblem } from '../domain/dead-address.js';
import { setPreferences } from '../domain/decisions.js';
import { usualPreferences, type Preferences } from '../domain/preferences.js';

export interface SetContactPreferences {
  readonly requestId: string;
  readonly dossierId: string;
  readonly wished: Preferences;
  readonly traceparent?: string | undefined;
}

/** How the applicant wants to be written to, from the next message on. Nobody else sets it. */
export async function setContactPreferences(
  { correspondences, registerRequest, clock }: Context,
  viewer: Viewer,
  { requestId, dossierId, wished, traceparent }: SetContactPreferences,
): Promise<Preferences> {
  demandCitizen(viewer);
  const known = await correspondences.find(correspondenceIdOf(dossierId));
  // Whoever may not see it learns nothing about it.
  if (known === null || !maySeeMessages(readerOf(viewer), known.state)) throw notFound();
  const cause = requestCause(viewer, requestId, { dossierId, wished }, clock.now(), traceparent);
  await registerRequest(cause);
  const { state } = await correspondences.execute(known.id, cause, (current) =>
    setPreferences(openOf(current), wished),
  );
  return preferencesOf(openOf(state));
}

/** How the applicant is reached, for those who may see the messages; problems for the office alone. */
export async function readReach(
  { correspondences }: Context,
  viewer: Viewer,
  dossierIds: readonly string[],
): Promise<
  readonly ({ readonly preferences: Preferences; readonly problems: readonly ContactProblem[] | null } | null)[]
> {
  const reader = readerOf(viewer);
  const found = await correspondences.findMany(dossierIds.map(correspondenceIdOf));
  return found.map((stored) => {
    if (stored?.state.status !== 'OPEN' || !maySeeMessages(reader, stored.state)) return null;
    const problems = reader.kind === 'officer' ? contactProblems(stored.state) : null;
    return { preferences: preferencesOf(stored.state), problems };
  });
}

function preferencesOf({ preferences, contact }: OpenCorrespondence): Preferences {
  return preferences ?? usualPreferences(contact?.language ?? 'vi');
}

function openOf(state: Correspondence): OpenCorrespondence {
  if (state.status !== 'OPEN') throw notFound();
  return state;
}

function demandCitizen(viewer: Viewer): void {
  if (viewer.kind === 'citizen' || viewer.kind === 'guest') return;
  if (viewer.kind === 'anonymous') throw new Refusal('SIGN_IN_REQUIRED', 'Please sign in.');
  throw new Refusal('FORBIDDEN', 'Only the applicant sets this.');
}

function notFound(): Refusal {
  return new Refusal('DOSSIER_NOT_FOUND', 'There is no such dossier.');
}
