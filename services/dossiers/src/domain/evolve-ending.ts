/** What an end makes of a dossier: without a result, closed, forgotten. */
import type { ClockFact } from '@motcua/vietnam';
import type { DossierFact, FactOf } from './dossier-facts.js';
import type { Clocked, Ended, Filed, FiledDossier } from './dossier.js';
import { impossible } from './impossible.js';
import { withoutNotes } from './redaction.js';

const endings = [
  'DossierDeclined',
  'DossierRejected',
  'DossierWithdrawn',
  'WithdrawalSettled',
  'DossierStopped',
  'PapersReturned',
  'PaymentConcluded',
  'DossierClosed',
  'DossierErased',
  'PersonalDataDestroyed',
] as const satisfies readonly DossierFact['type'][];

export type Ending = FactOf<(typeof endings)[number]>;
const endingTypes: ReadonlySet<string> = new Set(endings);

export function isEnding(fact: DossierFact): fact is Ending {
  return endingTypes.has(fact.type);
}

export function evolveEnding(state: FiledDossier, fact: Ending): FiledDossier {
  switch (fact.type) {
    case 'DossierDeclined':
      if (state.status !== 'SUBMITTED') throw impossible(state, fact);
      return {
        ...state,
        ...endedNow(state, fact.declinedAt, fact.reasonCode),
        status: 'DECLINED',
        slips: [...state.slips, fact.slip],
      };
    case 'DossierRejected':
      if (state.status !== 'PROCESSING') throw impossible(state, fact);
      return {
        ...state,
        ...endedNow(state, fact.rejectedAt, fact.reasonCode),
        status: 'REJECTED',
        clock: [...state.clock, fact.clock],
        slips: [...state.slips, fact.slip],
      };
    case 'DossierWithdrawn':
    case 'WithdrawalSettled':
      return withdrawn(state, fact);
    case 'DossierStopped':
      return stopped(state, fact);
    case 'PapersReturned':
      if (!('papersReturned' in state)) throw impossible(state, fact);
      return { ...state, papersReturned: true };
    case 'PaymentConcluded':
      if (!('money' in state)) throw impossible(state, fact);
      return { ...state, money: { outcome: fact.outcome, refundVnd: fact.refundVnd } };
    case 'DossierClosed':
      return closed(state, fact);
    case 'DossierErased':
    case 'PersonalDataDestroyed':
      return erased(state, fact);
  }
}

/** Nobody looks for a likeness with what is at its end. */
function endedNow(
  state: FiledDossier,
  endedAt: Date,
  reasonCode: string | null,
): Ended & Pick<FiledDossier, 'duplicateKeys' | 'proposal'> {
  const papersReturned = state.papersOnPaper.length === 0;
  return { endedAt, reasonCode, money: null, papersReturned, duplicateKeys: [], proposal: null };
}

function withdrawn(state: FiledDossier, fact: FactOf<'DossierWithdrawn' | 'WithdrawalSettled'>): FiledDossier {
  if (fact.type === 'WithdrawalSettled') {
    if (state.status !== 'WITHDRAWN') throw impossible(state, fact);
    return { ...state, settledAt: fact.settledAt, slips: [...state.slips, fact.slip], papersReturned: true };
  }
  const { withdrawnAt, clock } = fact;
  const end = { ...endedNow(state, withdrawnAt, null), status: 'WITHDRAWN' } as const;
  switch (state.status) {
    case 'SUBMITTED':
      return { ...state, ...end, settledAt: withdrawnAt };
    case 'RECEIVED':
    case 'PROCESSING':
    case 'AWAITING_SUPPLEMENT': {
      const rest = unstaged(state);
      return 'clock' in rest
        ? { ...rest, ...end, settledAt: null, clock: withFact(rest.clock, clock) }
        : { ...rest, ...end, settledAt: withdrawnAt };
    }
    case 'RESULT_READY':
    case 'HANDED_OVER':
    case 'DECLINED':
    case 'REJECTED':
    case 'WITHDRAWN':
    case 'STOPPED':
    case 'CLOSED':
      throw impossible(state, fact);
  }
}

function stopped(state: FiledDossier, fact: FactOf<'DossierStopped'>): FiledDossier {
  if (state.status !== 'AWAITING_SUPPLEMENT') throw impossible(state, fact);
  const end = { ...endedNow(state, fact.stoppedAt, fact.reasonCode), status: 'STOPPED' } as const;
  const slips = [...state.slips, fact.slip];
  const rest = unstaged(state);
  return 'clock' in rest
    ? { ...rest, ...end, slips, clock: withFact(rest.clock, fact.clock) }
    : { ...rest, ...end, slips };
}

function closed(state: FiledDossier, fact: FactOf<'DossierClosed'>): FiledDossier {
  const { closedAt, outcome } = fact;
  const end = { status: 'CLOSED', closedAt, erasure: null } as const;
  switch (state.status) {
    case 'HANDED_OVER':
      if (outcome !== 'HANDED_OVER') throw impossible(state, fact);
      return { ...state, ...end, outcome };
    case 'DECLINED':
    case 'REJECTED':
    case 'WITHDRAWN':
    case 'STOPPED':
      if (outcome !== state.status) throw impossible(state, fact);
      return { ...state, ...end, outcome };
    case 'SUBMITTED':
    case 'AWAITING_SUPPLEMENT':
    case 'RECEIVED':
    case 'PROCESSING':
    case 'RESULT_READY':
    case 'CLOSED':
      throw impossible(state, fact);
  }
}

/** Nobody finds it by a person, a receipt or a file any more. */
function erased(state: FiledDossier, fact: FactOf<'DossierErased' | 'PersonalDataDestroyed'>): FiledDossier {
  if (state.status !== 'CLOSED') throw impossible(state, fact);
  if (fact.type === 'DossierErased') {
    const { erasedAt, reasonCode } = fact;
    const erasure = { erasedAt, reasonCode, pendingSince: erasedAt };
    const supplements = state.supplements.map((asked) => ({ ...asked, items: withoutNotes(asked.items) }));
    return { ...state, erasure, supplements, papers: [], receiptKey: null, personKeys: [] };
  }
  if (state.erasure === null) throw impossible(state, fact);
  return { ...state, erasure: { ...state.erasure, pendingSince: null } };
}

function withFact(clock: readonly ClockFact[], fact: ClockFact | null): readonly ClockFact[] {
  return fact === null ? clock : [...clock, fact];
}

/** Without the stage, which an end does not have. */
function unstaged(state: Filed | Clocked): Filed | Clocked {
  const { stage: _, ...rest } = { stage: null, ...state };
  return rest;
}
