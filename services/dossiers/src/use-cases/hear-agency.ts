import type {
  AgencyName,
  AgencyResultAccepted,
  AgencyResultCompleted,
  AgencyResultRejected,
  DataOf,
} from '@motcua/event-contracts';
import { causeOf, Refusal, type Cause, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { acceptStep, completeAgencyStep } from '../domain/heard-decisions.js';
import { agencySpeakingOn } from '../domain/worker.js';

export async function hearAcceptance(
  { dossiers }: Context,
  event: Received<DataOf<typeof AgencyResultAccepted>>,
): Promise<void> {
  const { dossierId, stepKey, at } = event.data;
  const agency = speakerOf(event);
  await dossiers.execute(dossierId, saidBy(agency, event), acceptStep({ agency, stepKey }, new Date(at)));
}

/** Counted from when it is heard: an agency's own clock moves no deadline of ours. */
export async function hearCompletion(
  { dossiers, catalogue, clock }: Context,
  event: Received<DataOf<typeof AgencyResultCompleted>>,
): Promise<void> {
  const { dossierId, stepKey, resultReference } = event.data;
  const agency = speakerOf(event);
  const moment = { at: clock.now(), calendar: await catalogue.getCalendar() };
  const decide = completeAgencyStep({ agency, stepKey, resultReference }, moment);
  await dossiers.execute(dossierId, saidBy(agency, event), decide);
}

/** A step that comes back is not worked on yet: kept among the dead letters, whole, until it can be replayed. */
export function hearRejection(_context: Context, event: Received<DataOf<typeof AgencyResultRejected>>): Promise<never> {
  const { dossierId, stepKey } = event.data;
  return Promise.reject(new Refusal('STEP_RETURN_NOT_HANDLED', 'A step cannot come back yet.', { dossierId, stepKey }));
}

/** The topic says who speaks: only that agency may write there. */
function speakerOf({ topic }: Received): AgencyName {
  const agency = agencySpeakingOn(topic);
  if (agency === null) throw new Refusal('UNKNOWN_AGENCY', 'No agency speaks on this topic.', { topic });
  return agency;
}

function saidBy(agency: AgencyName, event: Received): Cause {
  return { ...causeOf(event), actor: { kind: 'agency', id: agency } };
}
