/** What officers of the ward do with the steps of a dossier. */
import { Refusal } from '@motcua/service-kit/pure';
import { requireOfficer, requireUnassigned } from './access.js';
import type { Decide } from './decisions.js';
import type { DossierFact } from './dossier-facts.js';
import { permitted } from './lifecycle.js';
import type { Party } from './party.js';
import { requireReason } from './reason.js';
import {
  cancelledSteps,
  completeAndGoOn,
  knownStep,
  ofAnotherAgency,
  openStep,
  started,
  type Moment,
} from './step-work.js';
import { dependsOn } from './step.js';

/** An officer of the ward completes a step in their role. */
export function completeStep(party: Party, stepKey: string, moment: Moment): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['receive', 'process', 'sign']);
    const dossier = permitted(state, 'completeStep');
    const step = knownStep(dossier, stepKey);
    if (step.worker.kind !== 'WARD') throw ofAnotherAgency(step);
    requireOfficer(party, state, step.worker.roles);
    requireUnassigned(officer, dossier);
    return completeAndGoOn(dossier, openStep(step), officer.id, moment);
  };
}

export interface StepReturn {
  /** Where the officer stands. */
  readonly stepKey: string;
  /** What is to be done again. */
  readonly toStepKey: string;
  readonly reasonCode: string;
}

/** An open step of the ward goes back to one that was done before it: all that depends on that one waits again. */
export function returnStep(party: Party, { stepKey, toStepKey, reasonCode }: StepReturn, moment: Moment): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['process']);
    const dossier = permitted(state, 'returnStep');
    requireReason(reasonCode);
    const from = knownStep(dossier, stepKey);
    const to = knownStep(dossier, toStepKey);
    if (from.worker.kind !== 'WARD') throw ofAnotherAgency(from);
    openStep(from);
    requireUnassigned(officer, dossier);
    if (to.state !== 'COMPLETED' || to.place !== 'WORK' || !dependsOn(dossier.steps, from, to)) {
      throw new Refusal('STEP_NOT_BEFORE', 'A step goes back only to work that was done before it.', { toStepKey });
    }
    const after = dossier.steps.filter((step) => step.state !== 'WAITING' && dependsOn(dossier.steps, step, to));
    return [...cancelledSteps(after, moment.at, reasonCode), ...started([to], moment, dossier.dueAt)];
  };
}

/** A step that its agency sent back is given to it again. */
export function restartStep(party: Party, stepKey: string, moment: Moment): Decide {
  return (state): readonly DossierFact[] => {
    const officer = requireOfficer(party, state, ['process']);
    const dossier = permitted(state, 'restartStep');
    const step = knownStep(dossier, stepKey);
    if (step.state !== 'RETURNED') {
      throw new Refusal('STEP_NOT_RETURNED', 'This step was not sent back.', { stepKey, state: step.state });
    }
    requireUnassigned(officer, dossier);
    return started([step], moment, dossier.dueAt);
  };
}
