import type {
  AgencyName,
  AgencyResultAccepted,
  AgencyResultCompleted,
  AgencyResultRejected,
  DataOf,
} from '@motcua/event-contracts';
import { causeOf, Refusal, type Cause, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { fromAgency } from '../domain/agency-answers.js';
import type { Decide } from '../domain/decisions.js';
import { acceptStep, completeAgencyStep, rejectAgencyStep, type AgencyAnswer } from '../domain/heard-decisions.js';
import { agencySpeakingOn } from '../domain/worker.js';
import { refuseAnswer } from './refuse-answer.js';

export function hearAcceptance(context: Context, event: Received<DataOf<typeof AgencyResultAccepted>>): Promise<void> {
  return hear(context, event, (answer) => acceptStep(answer, new Date(event.data.at)));
}

/** Counted from when it is heard: an agency's own clock moves no deadline of ours. */
export async function hearCompletion(
  context: Context,
  event: Received<DataOf<typeof AgencyResultCompleted>>,
): Promise<void> {
  const { resultReference } = event.data;
  const moment = { at: context.clock.now(), calendar: await context.catalogue.getCalendar() };
  return hear(context, event, (answer) => completeAgencyStep({ ...answer, resultReference }, moment));
}

/** The step comes back; the desk decides what now. */
export function hearRejection(context: Context, event: Received<DataOf<typeof AgencyResultRejected>>): Promise<void> {
  return hear(context, event, (answer) => rejectAgencyStep(answer, event.data.reasonCode, context.clock.now()));
}

/** What the rules refuse is told to the agency, and is no dead letter: nothing is wrong with the platform. */
async function hear(
  context: Context,
  event: Received<DataOf<typeof AgencyResultAccepted>>,
  decide: (answer: AgencyAnswer) => Decide,
): Promise<void> {
  const { dossierId, stepKey, questionId } = event.data;
  const agency = speakerOf(event);
  const cause = saidBy(agency, event, context.clock.now());
  try {
    requireOwnKey(event);
    const question = { agency, stepKey, questionId };
    await context.dossiers.execute(dossierId, cause, fromAgency(question, decide({ agency, stepKey })));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code } = error;
    await refuseAnswer(context, { agency, dossierId, stepKey, answerId: event.id, code, cause });
  }
}

/** The topic says who speaks: only that agency may write there. */
function speakerOf({ topic }: Received): AgencyName {
  const agency = agencySpeakingOn(topic);
  if (agency === null) throw new Refusal('UNKNOWN_AGENCY', 'No agency speaks on this topic.', { topic });
  return agency;
}

/** Under another key two answers about one dossier might be heard in the wrong order. */
function requireOwnKey({ key, data }: Received<DataOf<typeof AgencyResultAccepted>>): void {
  if (key === data.dossierId) return;
  throw new Refusal('WRONG_KEY', 'The key of an answer is the id of the dossier it is about.');
}

/** The same id for another answer is no repetition of the first one. */
function saidBy(agency: AgencyName, event: Received<DataOf<typeof AgencyResultAccepted>>, at: Date): Cause {
  const fingerprint = `${event.type} ${event.data.stepKey}`;
  return { ...causeOf(event), actor: { kind: 'agency', id: agency }, at, fingerprint };
}
