/** What people ask of a dossier, in which state, and the facts that follow or the refusal. */
import { Refusal, type Decision } from '@motcua/service-kit/pure';
import { requireOfficer } from './access.js';
import { formatSlipNumber } from '@motcua/vietnam';
import type { DossierFact, DossierSubmitted, FactOf, Slip } from './dossier-facts.js';
import type { ClockedDossier, DossierState } from './dossier.js';
import { permitted } from './lifecycle.js';
import type { Officer, Party } from './party.js';
import { promisedFrom } from './promised-date.js';
import {
  completeAndGoOn,
  completed,
  knownStep,
  ofAnotherAgency,
  openStep,
  released,
  started,
  type Moment,
} from './step-work.js';
import { openable, withCompleted } from './step.js';
import { isSignature } from './worker.js';

type Decide = Decision<DossierState, DossierFact>;

export function submit(submitted: DossierSubmitted): Decide {
  return (state) => {
    permitted(state, 'submit');
    return [submitted];
  };
}

/** Accepts a complete dossier: the clock starts, slip 01 is issued, the work begins. */
export function receive(party: Party, { at, calendar }: Moment): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['receive']);
    const { steps, code, timeAllowed } = permitted(state, 'receive');
    const dueAt = promisedFrom(at, timeAllowed, calendar);
    const slip: Slip = { number: formatSlipNumber(code, 1, 1), form: '01', issuedAt: at, dueAt };
    const reception = steps.filter(({ place }) => place === 'RECEPTION');
    const standing = withCompleted(
      steps,
      reception.map(({ key }) => key),
      at,
      officer.id,
    );
    return [
      { type: 'DossierReceived', receivedAt: at, dueAt, slip },
      ...reception.map((step) => completed(step, at, officer.id)),
      ...started(openable(standing), { at, calendar }, dueAt),
    ];
  };
}

/** An officer of the ward completes a step in their role. */
export function completeStep(party: Party, stepKey: string, moment: Moment): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['receive', 'process', 'sign']);
    const dossier = permitted(state, 'completeStep');
    const step = knownStep(dossier, stepKey);
    if (step.worker.kind !== 'WARD') throw ofAnotherAgency(step);
    requireOfficer(party, state, step.worker.roles);
    return completeAndGoOn(dossier, openStep(step), officer.id, moment);
  };
}

/** The leader signs the result; it leaves the office at once when nothing is owed. */
export function sign(party: Party, moment: Moment): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['sign']);
    const dossier = permitted(state, 'sign');
    const refused = whyNotSign(dossier, officer);
    if (refused !== null) throw refused;
    const signatures = dossier.steps.filter((step) => step.state === 'OPEN' && isSignature(step.worker));
    return [
      ...signatures.map((step) => completed(step, moment.at, officer.id)),
      { type: 'ResultSigned', signedAt: moment.at, resultCodes: dossier.resultCodes },
      ...(dossier.payment.status === 'SETTLED' ? released(dossier, moment) : []),
    ];
  };
}

/** Whoever asks proves nothing by asking: the code goes to the contact on file. */
export function requestAccessCode(requested: FactOf<'AccessCodeRequested'>): Decide {
  return (state) => {
    permitted(state, 'requestAccessCode');
    return [requested];
  };
}

/** Two pairs of eyes: who prepared it does not sign it. Opening the leader's own signature step is not preparing. */
export function whyNotSign(dossier: Pick<ClockedDossier, 'steps'>, officer: Officer): Refusal | null {
  const pending = dossier.steps.filter(
    (step) =>
      step.place === 'WORK' &&
      step.worker.kind !== 'APPLICANT' &&
      step.state !== 'COMPLETED' &&
      !(step.state === 'OPEN' && isSignature(step.worker)),
  );
  if (pending.length > 0) {
    const steps = pending.map(({ key }) => key);
    return new Refusal('STEPS_STILL_OPEN', 'Every step comes before the signature.', { steps });
  }
  const prepared = dossier.steps.some(
    (step) => step.state === 'COMPLETED' && step.completedBy === officer.id && !isSignature(step.worker),
  );
  return prepared
    ? new Refusal('SIGNER_PREPARED_IT', 'Somebody who worked on a dossier does not sign its result.')
    : null;
}
