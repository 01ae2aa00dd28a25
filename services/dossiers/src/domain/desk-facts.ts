/** What the desk, the applicant and time do to a dossier between its submission and its result. */
import type { ClockFact } from '@motcua/vietnam';
import type { AnswerDeadline, Fee, Slip, SubmittedPaper, TimeAllowed } from './dossier-facts.js';
import type { Promised } from './promise.js';
import type { PlannedStep } from './step.js';

/** A note in somebody's words may tell about people, so it is encrypted with the dossier's data key; null: none. */
export type EncryptedNote = string | null;

/** Before it was received, or while it is being worked on. */
export type SupplementStage = 'RECEPTION' | 'PROCESSING';

export interface SupplementItem {
  readonly subject: 'FIELD' | 'PAPER';
  /** Of the field or the paper in the pinned version. */
  readonly key: string;
  readonly reasonCode: string;
  readonly encryptedNote: EncryptedNote;
}

export interface SupplementAsked {
  /** `sup_…`, unique among all dossiers. */
  readonly id: string;
  readonly stage: SupplementStage;
  readonly items: readonly SupplementItem[];
  readonly requestedAt: Date;
  readonly requestedBy: string;
  /** From then on the leader may stop the dossier. */
  readonly answerBy: Date;
  /** Guidance is given once: why the leader allows it again; null for the first request. */
  readonly secondReasonCode: string | null;
}

/** What the answers and papers are now, and what follows from them. */
export interface SupplementAnswer {
  readonly answers: string;
  readonly applicant: string;
  /** All papers, those of before that were not replaced too. */
  readonly papers: readonly SubmittedPaper[];
  readonly fees: readonly Fee[];
  readonly feeTotalVnd: number;
  readonly duplicateKeys: readonly string[];
  readonly personKeys: readonly string[];
  /** The plan as answered now; null once it was received, for what was promised stays. */
  readonly replanned: { readonly steps: readonly PlannedStep[]; readonly timeAllowed: TimeAllowed } | null;
}

export type RefusalKind = 'DECLINE' | 'REJECTION';

/** One pair of eyes; the second decides. */
export interface RefusalProposal {
  readonly kind: RefusalKind;
  readonly reasonCode: string;
  readonly encryptedNote: EncryptedNote;
  readonly proposedBy: string;
  readonly proposedAt: Date;
}

export const alarmKinds = [
  'FILING_LATE',
  'AT_RISK',
  'LATE',
  'STEP_OVERDUE',
  'SUPPLEMENT_REMINDER',
  'SUPPLEMENT_LAPSED',
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

interface OfStep {
  readonly stepKey: string;
  readonly agency: string;
  /** The step is a partner's, who is told. */
  readonly partner: boolean;
}

/** The clock's own fact and the date it promises. */
interface Ticked {
  readonly clock: ClockFact;
  readonly promise: Promised;
}

type Ticks = Ticked | { readonly clock: null; readonly promise: null };

export type DeskFact =
  /** Null: nobody any more. */
  | { readonly type: 'DossierAssigned'; readonly officerId: string | null; readonly assignedAt: Date }
  | ({ readonly type: 'SupplementRequested'; readonly request: SupplementAsked; readonly slip: Slip } & Ticks)
  | ({
      readonly type: 'SupplementAnswered';
      readonly requestId: string;
      readonly answeredAt: Date;
      readonly answer: SupplementAnswer;
      /** Until when the desk answers, where it was not received yet. */
      readonly answerDeadline: AnswerDeadline | null;
    } & Ticks)
  | { readonly type: 'RefusalProposed'; readonly proposal: RefusalProposal }
  | { readonly type: 'RefusalDismissed'; readonly dismissedAt: Date }
  | {
      readonly type: 'DossierDeclined';
      readonly declinedAt: Date;
      readonly reasonCode: string;
      readonly encryptedNote: EncryptedNote;
      readonly slip: Slip;
    }
  | ({
      readonly type: 'DossierRejected';
      readonly rejectedAt: Date;
      readonly reasonCode: string;
      readonly encryptedNote: EncryptedNote;
      readonly slip: Slip;
    } & Ticked)
  | ({ readonly type: 'DossierWithdrawn'; readonly withdrawnAt: Date } & Ticks)
  | { readonly type: 'WithdrawalSettled'; readonly settledAt: Date; readonly slip: Slip }
  | ({
      readonly type: 'DossierStopped';
      readonly stoppedAt: Date;
      readonly reasonCode: string;
      readonly slip: Slip;
    } & Ticks)
  | { readonly type: 'PapersReturned'; readonly returnedAt: Date }
  | ({
      readonly type: 'DossierRescheduled';
      readonly rescheduledAt: Date;
      readonly reasonCode: string;
      readonly previousDueAt: Date;
      readonly slip: Slip;
    } & Ticked)
  /** The calendar changed; a promise moves later at most. */
  | ({ readonly type: 'DueDateRecalculated'; readonly recalculatedAt: Date; readonly previousDueAt: Date } & Ticked)
  | (OfStep & { readonly type: 'StepReturned'; readonly returnedAt: Date; readonly reasonCode: string })
  /** Goes back to waiting: the work is not wanted now. */
  | (OfStep & { readonly type: 'StepCancelled'; readonly cancelledAt: Date; readonly reasonCode: string })
  | (OfStep & { readonly type: 'StepRescheduled'; readonly previousDueAt: Date; readonly dueAt: Date })
  | { readonly type: 'AlarmRang'; readonly kind: AlarmKind; readonly key: string; readonly dueAt: Date }
  | {
      readonly type: 'ContactFailed';
      readonly channel: 'SMS' | 'EMAIL';
      readonly reasonCode: string;
      readonly failedAt: Date;
    }
  | {
      readonly type: 'AgencyAnswerRefused';
      readonly agency: string;
      readonly stepKey: string;
      readonly answerId: string;
      readonly reasonCode: string;
      readonly refusedAt: Date;
    }
  | {
      readonly type: 'DossierTransferred';
      readonly officeId: string;
      readonly previousOfficeId: string;
      readonly transferredAt: Date;
    }
  | { readonly type: 'NationalStatusSynced'; readonly revision: number; readonly syncedAt: Date };
