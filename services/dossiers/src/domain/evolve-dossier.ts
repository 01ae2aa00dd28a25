/** What a fact makes of a dossier. */
import type { DossierFact, FactOf, Filing } from './dossier-facts.js';
import type { DossierState, Filed, FiledDossier } from './dossier.js';
import { alarmId } from './alarms.js';
import { evolveEnding, isEnding } from './evolve-ending.js';
import { evolveResult, isAboutResult } from './evolve-result.js';
import { evolveSteps, isAboutStep } from './evolve-steps.js';
import { evolveSupplement, isAboutSupplement } from './evolve-supplement.js';
import { impossible } from './impossible.js';
import { noOutlook, outlookAfter } from './outlook.js';

export function evolveDossier(state: DossierState, fact: DossierFact): DossierState {
  const next = fact.type === 'DossierSubmitted' ? submitted(fact.filing) : evolved(state, fact);
  return { ...next, ...outlookAfter(state, fact, next) };
}

function evolved(state: DossierState, fact: Exclude<DossierFact, { type: 'DossierSubmitted' }>): FiledDossier {
  if (state.status === 'NONE') throw impossible(state, fact);
  if (isEnding(fact)) return evolveEnding(state, fact);
  if (isAboutResult(fact)) return evolveResult(state, fact);
  if (isAboutStep(fact)) return evolveSteps(state, fact);
  if (isAboutSupplement(fact)) return evolveSupplement(state, fact);
  if (isAboutPromise(fact)) return evolvePromise(state, fact);
  return { ...state, ...noted(state, fact) };
}

function submitted(filing: Filing): FiledDossier {
  return {
    ...filing,
    ...noOutlook,
    status: 'SUBMITTED',
    steps: filing.steps.map((step) => ({ ...step, state: 'WAITING' })),
    slips: [],
    payment: { status: 'UNKNOWN' },
    assignee: null,
    supplements: [],
    proposal: null,
    results: [],
    rung: [],
    contactProblem: null,
  };
}

type PromiseFact = FactOf<'DossierReceived' | 'DossierRescheduled' | 'DueDateRecalculated'>;

function isAboutPromise(fact: DossierFact): fact is PromiseFact {
  return fact.type === 'DossierReceived' || fact.type === 'DossierRescheduled' || fact.type === 'DueDateRecalculated';
}

function evolvePromise(state: FiledDossier, fact: PromiseFact): FiledDossier {
  const { clock, promise } = fact;
  if (fact.type === 'DossierReceived') {
    if (state.status !== 'SUBMITTED') throw impossible(state, fact);
    const { receivedAt, slips } = fact;
    const promised = { receivedAt, clock: [clock], promise, dueAt: promise.dueAt };
    return { ...state, ...promised, status: 'RECEIVED', proposal: null, slips: [...state.slips, ...slips] };
  }
  if (!('clock' in state)) throw impossible(state, fact);
  const slips = fact.type === 'DossierRescheduled' ? [...state.slips, fact.slip] : state.slips;
  return { ...state, clock: [...state.clock, clock], promise, dueAt: promise.dueAt, slips };
}

type NotedFact = FactOf<
  | 'DossierAssigned'
  | 'RefusalProposed'
  | 'RefusalDismissed'
  | 'PaymentFellDue'
  | 'PaymentSettled'
  | 'AlarmRang'
  | 'ContactFailed'
  | 'AgencyAnswerRefused'
  | 'DossierTransferred'
  | 'NationalStatusSynced'
  | 'AccessCodeRequested'
>;

/** What changes nothing about where the dossier stands. */
function noted(state: Filed, fact: NotedFact): Partial<Filed> {
  switch (fact.type) {
    case 'DossierAssigned':
      return { assignee: fact.officerId };
    case 'RefusalProposed':
      return { proposal: fact.proposal };
    case 'RefusalDismissed':
      return { proposal: null };
    case 'PaymentFellDue':
      return { payment: { status: 'DUE', amountVnd: fact.amountVnd } };
    case 'PaymentSettled':
      return { payment: { status: 'SETTLED', settledAt: fact.settledAt } };
    case 'AlarmRang':
      return { rung: [...state.rung, alarmId(fact)] };
    case 'ContactFailed': {
      const { channel, reasonCode, failedAt } = fact;
      return { contactProblem: { channel, reasonCode, failedAt } };
    }
    case 'DossierTransferred':
      return { officeId: fact.officeId, assignee: null };
    case 'AgencyAnswerRefused':
    case 'NationalStatusSynced':
    case 'AccessCodeRequested':
      return {};
  }
}
