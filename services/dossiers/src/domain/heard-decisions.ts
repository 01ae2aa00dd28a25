/** What others tell about a dossier (agencies, payments, messages, the catalogue), and the facts that follow or the refusal. */
import { Refusal } from '@motcua/service-kit/pure';
import type { Decide } from './decisions.js';
import type { FactOf } from './dossier-facts.js';
import type { ClockedDossier } from './dossier.js';
import { permitted } from './lifecycle.js';
import { requireReason } from './reason.js';
import { completeAndGoOn, knownStep, ofAnotherAgency, openStep, released, type Moment } from './step-work.js';

export interface AgencyAnswer {
  /** The agency whose topic it came on. */
  readonly agency: string;
  readonly stepKey: string;
  readonly resultReference?: string | undefined;
}

/** A partner agency says that it has taken a step on; saying so again changes nothing. */
export function acceptStep(answer: AgencyAnswer, acceptedAt: Date): Decide {
  return (state) => {
    const { step, stepKey, agency } = stepOfAgency(permitted(state, 'acceptStep'), answer);
    if (step.state === 'OPEN' && step.acceptedAt !== null) return [];
    return [{ type: 'StepAccepted', stepKey, agency, acceptedAt }];
  };
}

/** A partner agency says that a step is done. */
export function completeAgencyStep(answer: AgencyAnswer, moment: Moment): Decide {
  return (state) => {
    const dossier = permitted(state, 'completeAgencyStep');
    const { step, agency } = stepOfAgency(dossier, answer);
    return completeAndGoOn(dossier, step, agency, moment, answer.resultReference);
  };
}

/** A partner agency does not do a step as it stands; the office decides what now. */
export function rejectAgencyStep(answer: AgencyAnswer, reasonCode: string, returnedAt: Date): Decide {
  return (state) => {
    const { stepKey, agency } = stepOfAgency(permitted(state, 'rejectAgencyStep'), answer);
    requireReason(reasonCode);
    return [{ type: 'StepReturned', stepKey, agency, partner: true, returnedAt, reasonCode }];
  };
}

/** What an agency said was not taken; it is told why. Only about a dossier on which it works. */
export function refuseAnswer(refused: FactOf<'AgencyAnswerRefused'>): Decide {
  return (state) => {
    permitted(state, 'refuseAnswer');
    return [refused];
  };
}

export function recordPaymentDue(amountVnd: number, dueSince: Date): Decide {
  return (state) => {
    permitted(state, 'recordPaymentDue');
    return [{ type: 'PaymentFellDue', amountVnd, dueSince }];
  };
}

/** Nothing is owed any more; a signed result may leave now. */
export function recordPaymentSettled(amountVnd: number, settledAt: Date, moment: Moment): Decide {
  return (state) => {
    const dossier = permitted(state, 'recordPaymentSettled');
    if (dossier.payment.status === 'SETTLED') {
      throw new Refusal('PAYMENT_ALREADY_SETTLED', 'The payment of this dossier was settled before.');
    }
    const release = dossier.status === 'RESULT_READY' && dossier.releasedAt === null ? released(dossier, moment) : [];
    return [{ type: 'PaymentSettled', amountVnd, settledAt }, ...release];
  };
}

/** A message did not reach the applicant: the desk shall know. */
export function noteContactFailed(failed: Omit<FactOf<'ContactFailed'>, 'type'>): Decide {
  return (state) => {
    permitted(state, 'noteContactFailed');
    return [{ type: 'ContactFailed', ...failed }];
  };
}

/** Its office was closed; another one took over what it had. */
export function transfer(officeId: string, transferredAt: Date): Decide {
  return (state) => {
    const { officeId: previousOfficeId } = permitted(state, 'transfer');
    return previousOfficeId === officeId
      ? []
      : [{ type: 'DossierTransferred', officeId, previousOfficeId, transferredAt }];
  };
}

/** The national portal was told what is known up to this revision. */
export function noteSynced(revision: number, syncedAt: Date): Decide {
  return (state) => {
    const { national } = permitted(state, 'noteSynced');
    return national.pending && revision <= national.revision
      ? [{ type: 'NationalStatusSynced', revision, syncedAt }]
      : [];
  };
}

function stepOfAgency(dossier: Pick<ClockedDossier, 'steps'>, { agency, stepKey }: AgencyAnswer) {
  const step = knownStep(dossier, stepKey);
  if (step.worker.kind !== 'PARTNER' || step.agency !== agency) throw ofAnotherAgency(step);
  return { step: openStep(step), stepKey, agency };
}
