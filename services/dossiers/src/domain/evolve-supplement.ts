/** What asking for a supplement, and its answer, make of a dossier. */
import type { DossierFact, FactOf } from './dossier-facts.js';
import { openSupplement, type FiledDossier, type SupplementRequest } from './dossier.js';
import { impossible } from './impossible.js';

type SupplementFact = FactOf<'SupplementRequested' | 'SupplementAnswered'>;

export function isAboutSupplement(fact: DossierFact): fact is SupplementFact {
  return fact.type === 'SupplementRequested' || fact.type === 'SupplementAnswered';
}

export function evolveSupplement(state: FiledDossier, fact: SupplementFact): FiledDossier {
  return fact.type === 'SupplementRequested' ? asked(state, fact) : answered(state, fact);
}

function asked(state: FiledDossier, fact: FactOf<'SupplementRequested'>): FiledDossier {
  const { request, slip, clock, promise } = fact;
  const kept = { supplements: [...state.supplements, newRequest(state, fact)], slips: [...state.slips, slip] };
  if (state.status === 'SUBMITTED') {
    return { ...state, ...kept, status: 'AWAITING_SUPPLEMENT', stage: 'RECEPTION', proposal: null };
  }
  if (state.status !== 'PROCESSING' || clock === null || request.stage !== 'PROCESSING') throw impossible(state, fact);
  const paused = { clock: [...state.clock, clock], promise, proposal: null };
  return { ...state, ...kept, ...paused, status: 'AWAITING_SUPPLEMENT', stage: 'PROCESSING' };
}

function newRequest(state: FiledDossier, { request, slip }: FactOf<'SupplementRequested'>): SupplementRequest {
  const previousDueAt = 'dueAt' in state ? state.dueAt : null;
  return { ...request, slipNumber: slip.number, previousDueAt, answered: null };
}

function answered(state: FiledDossier, fact: FactOf<'SupplementAnswered'>): FiledDossier {
  if (state.status !== 'AWAITING_SUPPLEMENT' || openSupplement(state) === null) throw impossible(state, fact);
  const { papers, fees, feeTotalVnd, duplicateKeys, personKeys, replanned } = fact.answer;
  const filed = { papers, fees, feeTotalVnd, duplicateKeys, personKeys };
  const dueAt = fact.promise?.dueAt ?? null;
  const supplements = state.supplements.map((request) =>
    request.id === fact.requestId ? { ...request, answered: { at: fact.answeredAt, dueAt } } : request,
  );
  if (state.stage === 'RECEPTION') {
    const { stage: _, ...rest } = state;
    const plan =
      replanned === null
        ? {}
        : {
            timeAllowed: replanned.timeAllowed,
            steps: replanned.steps.map((step) => ({ ...step, state: 'WAITING' as const })),
          };
    const answerDeadline = fact.answerDeadline ?? state.answerDeadline;
    return { ...rest, ...filed, ...plan, supplements, answerDeadline, status: 'SUBMITTED' };
  }
  if (fact.clock === null) throw impossible(state, fact);
  const { stage: _, ...rest } = state;
  const resumed = { clock: [...state.clock, fact.clock], promise: fact.promise, dueAt: fact.promise.dueAt };
  return { ...rest, ...filed, ...resumed, supplements, status: 'PROCESSING' };
}
