import {
  DossierAccessCodeRequested,
  DossierReceived,
  DossierSubmitted,
  DossierTransferred,
} from '@motcua/event-contracts';
import { publish, type Published } from '@motcua/service-kit';
import type { StoredDossier } from '../context.js';
import type { DossierFact, FactOf } from '../domain/dossier-facts.js';
import type { FiledDossier } from '../domain/dossier.js';
import { isEnding, type Ending } from '../domain/evolve-ending.js';
import { isAboutResult } from '../domain/evolve-result.js';
import { isAboutStep, type StepFact } from '../domain/evolve-steps.js';
import type { ResultFact } from '../domain/result-facts.js';
import { aboutDossier, type About } from './about-dossier.js';
import { promiseMoved, supplemented, supplementReminded, supplementRequested } from './published-desk.js';
import { publishedEnding } from './published-ending.js';
import { publishedResult } from './published-result.js';
import { publishedRefusal, publishedStep } from './published-step.js';

/** The privacy gate: what of a fact others hear. Answers, names and addresses stay behind; a few fields go out sealed. */
export function published(fact: DossierFact, { id, state, facts }: StoredDossier): readonly Published[] {
  if (state.status === 'NONE') throw new Error(`${id} has facts and no state`);
  const about = aboutDossier(id, state);
  if (isAboutStep(fact)) return publishedStep(about, fact, facts);
  if (isEnding(fact)) return publishedEnding(about, fact, state);
  if (isAboutResult(fact)) return publishedResult(about, fact, state);
  if (fact.type === 'AgencyAnswerRefused') return publishedRefusal(fact, id, facts);
  return publishedRest(about, fact, state);
}

type Rest = Exclude<DossierFact, StepFact | Ending | ResultFact | FactOf<'AgencyAnswerRefused'>>;

function publishedRest(about: About, fact: Rest, state: FiledDossier): readonly Published[] {
  const to = { key: about.dossierId };
  switch (fact.type) {
    case 'DossierSubmitted':
      return [publish(DossierSubmitted, { ...about, ...submitted(fact) }, to)];
    case 'DossierReceived':
      return [publish(DossierReceived, { ...about, ...received(fact) }, to)];
    case 'SupplementRequested':
      return supplementRequested(about, fact);
    case 'SupplementAnswered':
      return supplemented(about, fact, state);
    case 'AlarmRang':
      return fact.kind === 'SUPPLEMENT_REMINDER' ? supplementReminded(about, fact, state) : [];
    case 'DossierRescheduled':
    case 'DueDateRecalculated':
      return promiseMoved(about, fact);
    case 'DossierTransferred': {
      const { previousOfficeId, transferredAt } = fact;
      const data = { previousOfficeId, transferredAt: transferredAt.toISOString() };
      return [publish(DossierTransferred, { ...about, ...data }, to)];
    }
    case 'AccessCodeRequested': {
      const { requestedAt, channel, sealedCode } = fact;
      const data = { requestedAt: requestedAt.toISOString(), channel, sealedCode };
      return [publish(DossierAccessCodeRequested, { ...about, ...data }, to)];
    }
    case 'DossierAssigned':
    case 'RefusalProposed':
    case 'RefusalDismissed':
    case 'PaymentFellDue':
    case 'PaymentSettled':
    case 'ContactFailed':
    case 'NationalStatusSynced':
      return [];
  }
}

function submitted({ filing, sealedContact, sealedAddress }: FactOf<'DossierSubmitted'>) {
  const { applicantKey, submittedAt, fees, feeTotalVnd, deliveryMethod, channel } = filing;
  return {
    ...{ applicantKey, feeTotalVnd, sealedContact, channel },
    submittedAt: submittedAt.toISOString(),
    fees: [...fees],
    delivery: deliveryOf(deliveryMethod, sealedAddress),
  };
}

function deliveryOf(method: FiledDossier['deliveryMethod'], sealedAddress: string | null) {
  if (method !== 'POST') return { method };
  if (sealedAddress === null) throw new Error('a result goes by post without an address');
  return { method, sealedAddress };
}

function received({ receivedAt, promise, slips }: FactOf<'DossierReceived'>) {
  const [first] = slips;
  if (first === undefined) throw new Error('a dossier was received without slip 01');
  return { receivedAt: receivedAt.toISOString(), dueAt: promise.dueAt.toISOString(), slipNumber: first.number };
}
