/** A dossier (hồ sơ): the states it can be in (law: vòng đời hồ sơ, TT 01/2018/TT-VPCP, NĐ 61/2018). */
import type { Aggregate } from '@motcua/service-kit/pure';
import type { ClockFact } from '@motcua/vietnam';
import type { RefusalProposal, SupplementAsked } from './desk-facts.js';
import type { DossierFact, Filing, Outcome, Slip } from './dossier-facts.js';
import { evolveDossier } from './evolve-dossier.js';
import type { Outlook } from './outlook.js';
import type { Promised } from './promise.js';
import type { PreparedDocument } from './result-facts.js';
import type { Step } from './step.js';

export type Payment =
  | { readonly status: 'UNKNOWN' }
  | { readonly status: 'DUE'; readonly amountVnd: number }
  | { readonly status: 'SETTLED'; readonly settledAt: Date };

export type SupplementRequest = SupplementAsked & {
  readonly slipNumber: string;
  readonly previousDueAt: Date | null;
  readonly answered: { readonly at: Date; readonly dueAt: Date | null } | null;
};

export type ResultDocument = PreparedDocument &
  (
    | { readonly status: 'PREPARED' }
    | { readonly status: 'SIGNED'; readonly signedAt: Date }
    | {
        readonly status: 'CORRECTED' | 'REVOKED';
        readonly signedAt: Date;
        readonly endedAt: Date;
        readonly reasonCode: string;
        readonly replacedBy: string | null;
      }
  );

/** What every submitted dossier has; personal data stays in the facts that brought it, encrypted. */
export interface Filed extends Omit<Filing, 'steps'>, Outlook {
  readonly steps: readonly Step[];
  readonly slips: readonly Slip[];
  readonly payment: Payment;
  /** The officer who works on it; null: anybody of the role. */
  readonly assignee: string | null;
  readonly supplements: readonly SupplementRequest[];
  readonly proposal: RefusalProposal | null;
  readonly results: readonly ResultDocument[];
  /** Alarms that rang, by their id. */
  readonly rung: readonly string[];
  /** Why the applicant could not be told something; null: no trouble known. */
  readonly contactProblem: {
    readonly channel: 'SMS' | 'EMAIL';
    readonly reasonCode: string;
    readonly failedAt: Date;
  } | null;
}

export interface Clocked extends Filed {
  readonly receivedAt: Date;
  readonly clock: readonly ClockFact[];
  readonly promise: Promised;
  /** Promised date (ngày hẹn trả). */
  readonly dueAt: Date;
}

export interface Signed extends Clocked {
  readonly signedAt: Date;
  /** Null while money is owed: the result stays in the office. */
  readonly releasedAt: Date | null;
  /** Where the copy that was posted came to; null: nothing bad is known. */
  readonly parcel: 'RETURNED' | 'LOST' | null;
  /** How many copies went out, the first included. */
  readonly copiesIssued: number;
}

interface HandedOver extends Signed {
  readonly handedOverAt: Date;
}

/** An end without a result. */
export interface Ended {
  readonly endedAt: Date;
  readonly reasonCode: string | null;
  readonly money: { readonly outcome: 'NOTHING_PAID' | 'REFUNDED' | 'KEPT'; readonly refundVnd: number } | null;
  /** Papers that came on paper went back; nothing to give back counts as done. */
  readonly papersReturned: boolean;
}

export interface Erasure {
  readonly erasedAt: Date;
  readonly reasonCode: string;
  /** Null once nothing personal is left. */
  readonly pendingSince: Date | null;
}

interface Closed {
  readonly status: 'CLOSED';
  readonly closedAt: Date;
  readonly erasure: Erasure | null;
}

export type DossierState =
  | { readonly status: 'NONE' }
  | (Filed & { readonly status: 'SUBMITTED' })
  | (Filed & { readonly status: 'AWAITING_SUPPLEMENT'; readonly stage: 'RECEPTION' })
  | (Clocked & { readonly status: 'RECEIVED' })
  | (Clocked & { readonly status: 'PROCESSING' })
  | (Clocked & { readonly status: 'AWAITING_SUPPLEMENT'; readonly stage: 'PROCESSING' })
  | (Signed & { readonly status: 'RESULT_READY' })
  | (HandedOver & { readonly status: 'HANDED_OVER' })
  | (Filed & Ended & { readonly status: 'DECLINED' })
  | (Clocked & Ended & { readonly status: 'REJECTED' })
  /** After receipt the leader settles it: `settledAt` is null until then, and at once before receipt. */
  | ((Filed | Clocked) & Ended & { readonly status: 'WITHDRAWN'; readonly settledAt: Date | null })
  | ((Filed | Clocked) & Ended & { readonly status: 'STOPPED' })
  | (HandedOver & Closed & { readonly outcome: 'HANDED_OVER' })
  | ((Filed | Clocked) & Ended & Closed & { readonly outcome: Exclude<Outcome, 'HANDED_OVER'> });

export type FiledDossier = Exclude<DossierState, { status: 'NONE' }>;
export type DossierStatus = FiledDossier['status'];
/** Received at some time. */
export type ClockedDossier = Extract<FiledDossier, Clocked>;

/** Nothing more is to be done for its applicant. */
export function isAtEnd({ status }: Pick<DossierState, 'status'>): boolean {
  switch (status) {
    case 'HANDED_OVER':
    case 'DECLINED':
    case 'REJECTED':
    case 'WITHDRAWN':
    case 'STOPPED':
    case 'CLOSED':
      return true;
    case 'NONE':
    case 'SUBMITTED':
    case 'AWAITING_SUPPLEMENT':
    case 'RECEIVED':
    case 'PROCESSING':
    case 'RESULT_READY':
      return false;
  }
}

/** The request that waits for its applicant. */
export function openSupplement({ supplements }: Pick<Filed, 'supplements'>): SupplementRequest | null {
  return supplements.find(({ answered }) => answered === null) ?? null;
}

export function wasReceived<State extends FiledDossier>(state: State): state is Extract<State, Clocked> {
  return 'receivedAt' in state;
}

export const dossier: Aggregate<DossierState, DossierFact> = {
  name: 'dossiers',
  initial: { status: 'NONE' },
  evolve: evolveDossier,
};
