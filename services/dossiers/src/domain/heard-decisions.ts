/** What others tell about a dossier (agencies, payments, the carrier), and the facts that follow or the refusal. */
import { Refusal, type Decision } from '@motcua/service-kit/pure';
import type { DeliveryMethod, DossierFact } from './dossier-facts.js';
import type { ClockedDossier, DossierState } from './dossier.js';
import { permitted } from './lifecycle.js';
import {
  completeAndGoOn,
  completed,
  knownStep,
  ofAnotherAgency,
  openStep,
  released,
  type Moment,
} from './step-work.js';

type Decide = Decision<DossierState, DossierFact>;

export interface AgencyAnswer {
  /** The agency whose topic it came on. */
  readonly agency: string;
  readonly stepKey: string;
  readonly resultReference?: string | undefined;
}

/** A partner agency says that it has taken a step on. */
export function acceptStep(answer: AgencyAnswer, acceptedAt: Date): Decide {
  return (state) => {
    const { stepKey, agency } = stepOfAgency(permitted(state, 'acceptStep'), answer);
    return [{ type: 'StepAccepted', stepKey, agency, acceptedAt }];
  };
}

/** A partner agency says that a step is done. */
export function completeAgencyStep(answer: AgencyAnswer, moment: Moment): Decide {
  return (state) => {
    const dossier = permitted(state, 'completeStep');
    const { step, agency } = stepOfAgency(dossier, answer);
    return completeAndGoOn(dossier, step, agency, moment, answer.resultReference);
  };
}

export function recordPaymentDue(amountVnd: number, dueSince: Date): Decide {
  return (state) => {
    const { payment } = permitted(state, 'recordPaymentDue');
    if (payment.status === 'SETTLED') throw settledBefore();
    return [{ type: 'PaymentFellDue', amountVnd, dueSince }];
  };
}

/** Nothing is owed any more; a signed result may leave now. */
export function recordPaymentSettled(amountVnd: number, settledAt: Date, moment: Moment): Decide {
  return (state) => {
    const dossier = permitted(state, 'recordPaymentSettled');
    if (dossier.payment.status === 'SETTLED') throw settledBefore();
    const release = dossier.status === 'RESULT_READY' ? released(dossier, moment) : [];
    return [{ type: 'PaymentSettled', amountVnd, settledAt }, ...release];
  };
}

/** The result reached the applicant, and with it the dossier its end. */
export function handOver(by: DeliveryMethod, handedOverAt: Date, at: Date): Decide {
  return (state) => {
    const dossier = permitted(state, 'handOver');
    if (dossier.releasedAt === null) throw new Refusal('RESULT_NOT_RELEASED', 'The result has not left the office.');
    if (dossier.deliveryMethod !== by) throw new Refusal('DELIVERED_OTHERWISE', 'The result goes another way.', { by });
    const last = dossier.steps.filter(({ place, state }) => place === 'HAND_OVER' && state === 'OPEN');
    return [
      { type: 'ResultHandedOver', handedOverAt, by },
      ...last.map((step) => completed(step, handedOverAt, 'system')),
      { type: 'DossierClosed', closedAt: at, outcome: 'HANDED_OVER' },
    ];
  };
}

function stepOfAgency(dossier: Pick<ClockedDossier, 'steps'>, { agency, stepKey }: AgencyAnswer) {
  const step = knownStep(dossier, stepKey);
  if (step.worker.kind !== 'PARTNER' || step.agency !== agency) throw ofAnotherAgency(step);
  return { step: openStep(step), stepKey, agency };
}

function settledBefore(): Refusal {
  return new Refusal('PAYMENT_ALREADY_SETTLED', 'The payment of this dossier was settled before.');
}
