import {
  AgencyAnswerRefused,
  DossierStepCancelled,
  DossierStepCompleted,
  DossierStepRescheduled,
  DossierStepReturned,
  DossierStepStarted,
  type EventContract,
} from '@motcua/event-contracts';
import { publish, type Published } from '@motcua/service-kit';
import type { DossierFact, FactOf } from '../domain/dossier-facts.js';
import type { StepFact } from '../domain/evolve-steps.js';
import type { About } from './about-dossier.js';

/** Everybody inside hears of every step; a partner hears, signed and on its own topic, of its own steps alone. */
export function publishedStep(about: About, fact: StepFact, factsSoFar: readonly DossierFact[]): readonly Published[] {
  const { stepKey, agency } = fact;
  const step = { ...about, stepKey, agency };
  const tell = <Data>(contract: EventContract<Data>, data: Data) =>
    told(contract, data, about.dossierId, fact, factsSoFar);
  switch (fact.type) {
    case 'StepStarted': {
      const { startedAt, dueAt } = fact;
      return tell(DossierStepStarted, { ...step, startedAt: startedAt.toISOString(), dueAt: dueAt.toISOString() });
    }
    case 'StepCompleted':
      return tell(DossierStepCompleted, { ...step, completedAt: fact.completedAt.toISOString() });
    case 'StepReturned': {
      const { returnedAt, reasonCode } = fact;
      return tell(DossierStepReturned, { ...step, returnedAt: returnedAt.toISOString(), reasonCode });
    }
    case 'StepCancelled': {
      const { cancelledAt, reasonCode } = fact;
      return tell(DossierStepCancelled, { ...step, cancelledAt: cancelledAt.toISOString(), reasonCode });
    }
    case 'StepRescheduled': {
      const { previousDueAt, dueAt } = fact;
      const dates = { previousDueAt: previousDueAt.toISOString(), dueAt: dueAt.toISOString() };
      return tell(DossierStepRescheduled, { ...step, ...dates });
    }
    case 'StepAccepted':
      return [];
  }
}

/** An answer that was not taken is the agency's business alone. */
export function publishedRefusal(
  fact: FactOf<'AgencyAnswerRefused'>,
  dossierId: string,
  factsSoFar: readonly DossierFact[],
): readonly Published[] {
  const { agency, stepKey, answerId, reasonCode, refusedAt } = fact;
  const data = { dossierId, stepKey, answerId, reasonCode, refusedAt: refusedAt.toISOString() };
  return [publish(AgencyAnswerRefused, data, onFeed(agency, dossierId, factsSoFar))];
}

function told<Data>(
  contract: EventContract<Data>,
  data: Data,
  dossierId: string,
  fact: DossierFact,
  factsSoFar: readonly DossierFact[],
): readonly Published[] {
  const inside = publish(contract, data, { key: dossierId });
  const partner = feedOf(fact);
  return partner === null ? [inside] : [inside, publish(contract, data, onFeed(partner, dossierId, factsSoFar))];
}

function onFeed(partner: string, key: string, factsSoFar: readonly DossierFact[]) {
  const feedSequence = factsSoFar.filter((earlier) => feedOf(earlier) === partner).length;
  return { key, topic: `partner.${partner}.v1`, feedSequence };
}

/**
 * The partner that hears of a fact; null for none. Were another type told to partners from some day on, the events of older
 * dossiers would change their numbers: only what was told from its first day may stand here.
 */
function feedOf(fact: DossierFact): string | null {
  if (fact.type === 'AgencyAnswerRefused') return fact.agency;
  return 'partner' in fact && fact.partner && fact.type !== 'StepReturned' ? fact.agency : null;
}
