/** What may be done to a dossier in which status: the one table that guards, offers and tests read. */
import { Refusal } from '@motcua/service-kit/pure';
import type { DossierFact } from './dossier-facts.js';
import type { DossierState } from './dossier.js';

type Status = DossierState['status'];
type FactType = DossierFact['type'];

export const commands = [
  'submit',
  'receive',
  'completeStep',
  'acceptStep',
  'sign',
  'recordPaymentDue',
  'recordPaymentSettled',
  'handOver',
  'requestAccessCode',
  'erase',
  'confirmErased',
] as const;
export type Command = (typeof commands)[number];

interface Allowed {
  readonly allowed: true;
  /** What may come of it, in this order; some only when more holds. */
  readonly facts: readonly FactType[];
}

interface Refused {
  readonly allowed: false;
  readonly code: string;
}

const allow = (...facts: readonly FactType[]) => ({ allowed: true, facts }) as const;
const refuse = (code: string) => ({ allowed: false, code }) as const;

const notThere = refuse('DOSSIER_NOT_FOUND');
const notNow = refuse('ACTION_NOT_ALLOWED');
const submittedBefore = refuse('DOSSIER_ALREADY_SUBMITTED');
const receivedBefore = refuse('DOSSIER_ALREADY_RECEIVED');
const due = allow('PaymentFellDue');
const settled = allow('PaymentSettled');
const notClosed = refuse('DOSSIER_NOT_CLOSED');
/** For every dossier that is not at its very end. */
const stays = { erase: notClosed, confirmErased: notClosed } as const;
const codeAsked = allow('AccessCodeRequested');
const ends = {
  submit: submittedBefore,
  receive: receivedBefore,
  completeStep: notNow,
  acceptStep: notNow,
  sign: notNow,
  recordPaymentDue: notNow,
  recordPaymentSettled: notNow,
  handOver: notNow,
  requestAccessCode: codeAsked,
} as const;
const signing = allow('StepCompleted', 'ResultSigned', 'ResultReleased', 'StepStarted');

export const lifecycle = {
  NONE: {
    submit: allow('DossierSubmitted'),
    receive: notThere,
    completeStep: notThere,
    acceptStep: notThere,
    sign: notThere,
    recordPaymentDue: notThere,
    recordPaymentSettled: notThere,
    handOver: notThere,
    requestAccessCode: notThere,
    erase: notThere,
    confirmErased: notThere,
  },
  SUBMITTED: {
    submit: submittedBefore,
    receive: allow('DossierReceived', 'StepCompleted', 'StepStarted'),
    completeStep: notNow,
    acceptStep: notNow,
    sign: notNow,
    recordPaymentDue: due,
    recordPaymentSettled: settled,
    handOver: notNow,
    requestAccessCode: codeAsked,
    ...stays,
  },
  /** Stays here only where a procedure has no work between reception and hand-over. */
  RECEIVED: {
    submit: submittedBefore,
    receive: receivedBefore,
    completeStep: notNow,
    acceptStep: notNow,
    sign: signing,
    recordPaymentDue: due,
    recordPaymentSettled: settled,
    handOver: notNow,
    requestAccessCode: codeAsked,
    ...stays,
  },
  PROCESSING: {
    submit: submittedBefore,
    receive: receivedBefore,
    completeStep: allow('StepCompleted', 'StepStarted'),
    acceptStep: allow('StepAccepted'),
    sign: signing,
    recordPaymentDue: due,
    recordPaymentSettled: settled,
    handOver: notNow,
    requestAccessCode: codeAsked,
    ...stays,
  },
  RESULT_READY: {
    submit: submittedBefore,
    receive: receivedBefore,
    completeStep: notNow,
    acceptStep: notNow,
    sign: notNow,
    recordPaymentDue: due,
    recordPaymentSettled: allow('PaymentSettled', 'ResultReleased', 'StepStarted'),
    handOver: allow('ResultHandedOver', 'StepCompleted', 'DossierClosed'),
    requestAccessCode: codeAsked,
    ...stays,
  },
  HANDED_OVER: { ...ends, ...stays },
  CLOSED: { ...ends, erase: allow('DossierErased'), confirmErased: allow('PersonalDataDestroyed') },
} as const satisfies Readonly<Record<Status, Readonly<Record<Command, Allowed | Refused>>>>;

type Allowing<C extends Command> = {
  [S in Status]: (typeof lifecycle)[S][C] extends Allowed ? S : never;
}[Status];

/** The states in which the table allows a command. */
export type StateFor<C extends Command> = Extract<DossierState, { readonly status: Allowing<C> }>;

export function permits<C extends Command>(state: DossierState, command: C): state is StateFor<C> {
  return lifecycle[state.status][command].allowed;
}

/** The state, known to allow the command; throws the table's Refusal otherwise. */
export function permitted<C extends Command>(state: DossierState, command: C): StateFor<C> {
  if (permits(state, command)) return state;
  const { [command]: rule } = lifecycle[state.status];
  throw new Refusal(rule.allowed ? 'ACTION_NOT_ALLOWED' : rule.code, refusalTexts[command], { status: state.status });
}

const refusalTexts: Readonly<Record<Command, string>> = {
  submit: 'This application was submitted before.',
  receive: 'Only a submitted dossier that was not received before can be received.',
  completeStep: 'No step can be completed now.',
  acceptStep: 'No step can be accepted now.',
  sign: 'The result can be signed only while the dossier is being processed.',
  recordPaymentDue: 'The dossier is at its end.',
  recordPaymentSettled: 'The dossier is at its end.',
  handOver: 'There is no result to hand over now.',
  requestAccessCode: 'There is no such dossier.',
  erase: 'Only a dossier that was closed can be erased.',
  confirmErased: 'Only a dossier that was closed can be erased.',
};
