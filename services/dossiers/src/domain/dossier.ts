/** A dossier (hồ sơ): what can happen to it and what that adds up to (law: vòng đời hồ sơ, TT 01/2018/TT-VPCP, NĐ 61/2018). */
import type { Aggregate } from '@motcua/service-kit/pure';
import type { DossierFact, FactOf, Filing, Slip } from './dossier-facts.js';
import { complete, open, type Step } from './step.js';

export type Payment =
  | { readonly status: 'UNKNOWN' }
  | { readonly status: 'DUE'; readonly amountVnd: number }
  | { readonly status: 'SETTLED'; readonly settledAt: Date };

/** What every submitted dossier has; personal data stays in the fact that brought it, encrypted. */
interface Filed extends Omit<Filing, 'steps'> {
  readonly steps: readonly Step[];
  readonly slips: readonly Slip[];
  readonly payment: Payment;
}

interface Clocked extends Filed {
  readonly receivedAt: Date;
  /** Promised date (ngày hẹn trả). */
  readonly dueAt: Date;
}

interface Signed extends Clocked {
  readonly signedAt: Date;
  /** Null while money is owed: the result stays in the office. */
  readonly releasedAt: Date | null;
}

interface HandedOver extends Signed {
  readonly handedOverAt: Date;
}

export interface Erasure {
  readonly erasedAt: Date;
  readonly reasonCode: string;
  /** Null once nothing personal is left. */
  readonly pendingSince: Date | null;
}

export type DossierState =
  | { readonly status: 'NONE' }
  | (Filed & { readonly status: 'SUBMITTED' })
  | (Clocked & { readonly status: 'RECEIVED' })
  | (Clocked & { readonly status: 'PROCESSING' })
  | (Signed & { readonly status: 'RESULT_READY' })
  | (HandedOver & { readonly status: 'HANDED_OVER' })
  | (HandedOver & {
      readonly status: 'CLOSED';
      readonly closedAt: Date;
      readonly outcome: 'HANDED_OVER';
      readonly erasure: Erasure | null;
    });

export type FiledDossier = Exclude<DossierState, { status: 'NONE' }>;
export type DossierStatus = FiledDossier['status'];
export type ClockedDossier = Exclude<FiledDossier, { status: 'SUBMITTED' }>;

/** Nothing more is to be done for its applicant. */
export function isAtEnd({ status }: DossierState): boolean {
  return status === 'HANDED_OVER' || status === 'CLOSED';
}

export const dossier: Aggregate<DossierState, DossierFact> = { name: 'dossiers', initial: { status: 'NONE' }, evolve };

function evolve(state: DossierState, fact: DossierFact): DossierState {
  if (fact.type === 'DossierSubmitted') return submitted(fact.filing);
  if (state.status === 'NONE') throw impossible(state, fact);
  switch (fact.type) {
    case 'DossierReceived':
      if (state.status !== 'SUBMITTED') throw impossible(state, fact);
      return {
        ...state,
        status: 'RECEIVED',
        receivedAt: fact.receivedAt,
        dueAt: fact.dueAt,
        slips: [...state.slips, fact.slip],
      };
    case 'StepStarted':
      return begun({ ...state, steps: changed(state, fact.stepKey, (step) => open(step, fact.startedAt, fact.dueAt)) });
    case 'StepAccepted':
      return { ...state, steps: changed(state, fact.stepKey, (step) => accepted(step, fact.acceptedAt)) };
    case 'StepCompleted':
      return {
        ...state,
        steps: changed(state, fact.stepKey, (step) => complete(step, fact.completedAt, fact.completedBy)),
      };
    case 'PaymentFellDue':
      return { ...state, payment: { status: 'DUE', amountVnd: fact.amountVnd } };
    case 'PaymentSettled':
      return { ...state, payment: { status: 'SETTLED', settledAt: fact.settledAt } };
    case 'AccessCodeRequested':
      return state;
    case 'ResultSigned':
    case 'ResultReleased':
    case 'ResultHandedOver':
    case 'DossierClosed':
      return ended(state, fact);
    case 'DossierErased':
    case 'PersonalDataDestroyed':
      return erased(state, fact);
  }
}

type Ending = FactOf<'ResultSigned' | 'ResultReleased' | 'ResultHandedOver' | 'DossierClosed'>;

function ended(state: FiledDossier, fact: Ending): DossierState {
  switch (fact.type) {
    case 'ResultSigned':
      if (state.status !== 'PROCESSING' && state.status !== 'RECEIVED') throw impossible(state, fact);
      return { ...state, status: 'RESULT_READY', signedAt: fact.signedAt, releasedAt: null };
    case 'ResultReleased':
      if (state.status !== 'RESULT_READY') throw impossible(state, fact);
      return { ...state, releasedAt: fact.releasedAt };
    case 'ResultHandedOver':
      if (state.status !== 'RESULT_READY') throw impossible(state, fact);
      return { ...state, status: 'HANDED_OVER', handedOverAt: fact.handedOverAt, duplicateKeys: [] };
    case 'DossierClosed':
      if (state.status !== 'HANDED_OVER') throw impossible(state, fact);
      return { ...state, status: 'CLOSED', closedAt: fact.closedAt, outcome: fact.outcome, erasure: null };
  }
}

/** Nobody finds it by a person, a receipt or a file any more. */
function erased(state: FiledDossier, fact: FactOf<'DossierErased' | 'PersonalDataDestroyed'>): DossierState {
  if (state.status !== 'CLOSED') throw impossible(state, fact);
  if (fact.type === 'DossierErased') {
    const { erasedAt, reasonCode } = fact;
    const erasure = { erasedAt, reasonCode, pendingSince: erasedAt };
    return { ...state, erasure, papers: [], receiptKey: null, personKeys: [] };
  }
  if (state.erasure === null) throw impossible(state, fact);
  return { ...state, erasure: { ...state.erasure, pendingSince: null } };
}

function submitted(filing: Filing): DossierState {
  return {
    ...filing,
    status: 'SUBMITTED',
    steps: filing.steps.map((step) => ({ ...step, state: 'WAITING' })),
    slips: [],
    payment: { status: 'UNKNOWN' },
  };
}

/** The first step of the work turns a received dossier into one being processed. */
function begun(state: FiledDossier): DossierState {
  return state.status === 'RECEIVED' ? { ...state, status: 'PROCESSING' } : state;
}

function changed(state: FiledDossier, key: string, change: (step: Step) => Step): readonly Step[] {
  return state.steps.map((step) => (step.key === key ? change(step) : step));
}

function accepted(step: Step, acceptedAt: Date): Step {
  return step.state === 'OPEN' ? { ...step, acceptedAt } : step;
}

/** The decisions allow a fact only where the table does, so this is a fault of ours, never a refusal. */
function impossible(state: DossierState, fact: DossierFact): Error {
  return new Error(`${fact.type} cannot happen to a dossier that is ${state.status}`);
}
