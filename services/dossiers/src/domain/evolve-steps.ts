/** What a fact about one step makes of a dossier. */
import type { DossierFact, FactOf } from './dossier-facts.js';
import type { FiledDossier } from './dossier.js';
import { complete, open, returned, waiting, type Step } from './step.js';

export type StepFact = FactOf<
  'StepStarted' | 'StepAccepted' | 'StepCompleted' | 'StepReturned' | 'StepCancelled' | 'StepRescheduled'
>;

export function isAboutStep(fact: DossierFact): fact is StepFact {
  return 'stepKey' in fact && fact.type !== 'AgencyAnswerRefused';
}

export function evolveSteps(state: FiledDossier, fact: StepFact): FiledDossier {
  const steps = state.steps.map((step) => (step.key === fact.stepKey ? changed(step, fact) : step));
  // The first step of the work turns a received dossier into one being processed.
  if (fact.type === 'StepStarted' && state.status === 'RECEIVED') return { ...state, status: 'PROCESSING', steps };
  return { ...state, steps };
}

function changed(step: Step, fact: StepFact): Step {
  switch (fact.type) {
    case 'StepStarted':
      return open(step, fact.startedAt, fact.dueAt);
    case 'StepAccepted':
      return step.state === 'OPEN' ? { ...step, acceptedAt: fact.acceptedAt } : step;
    case 'StepCompleted':
      return complete(step, fact.completedAt, fact.completedBy);
    case 'StepReturned':
      return returned(step, fact.returnedAt, fact.reasonCode);
    case 'StepCancelled':
      return waiting(step);
    case 'StepRescheduled':
      return step.state === 'OPEN' ? { ...step, dueAt: fact.dueAt } : step;
  }
}
