/** What can happen to a dossier; private, stored for ever (but see `redacted`), the audit trail and the applicant's timeline. */
import type { ClockFact, SupplementClock } from '@motcua/vietnam';
import type { AccessCodeChannel } from './access-request.js';
import type { DeskFact } from './desk-facts.js';
import type { Promised } from './promise.js';
import type { ResultFact } from './result-facts.js';
import type { PlannedStep } from './step.js';

export type DeliveryMethod = 'DESK' | 'POST' | 'ELECTRONIC';

export interface TimeAllowed {
  readonly workingDays: number;
  readonly sameDay: boolean;
  /** `hh:mm`, or null */
  readonly cutoff: string | null;
  /** What a supplement request does to the limit. */
  readonly supplementClock: SupplementClock;
}

export interface Fee {
  readonly key: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly amountVnd: number;
  readonly quantity: number;
  readonly totalVnd: number;
}

/** A file handed in; its name may tell about people, so it is encrypted with the dossier's data key. */
export interface SubmittedPaper {
  readonly id: string;
  readonly paper: string;
  /** In the file store. */
  readonly fileId: string;
  readonly encryptedName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Nothing else goes over to a dossier. */
  readonly state: 'CLEAN';
  readonly attachedAt: Date;
}

/** Encrypted with the dossier's own data key, which is kept apart from it; destroying the key erases it. */
export interface PersonalPayload {
  readonly applicant: string;
  readonly answers: string;
  /** The receipt token, to print the submission slip again. */
  readonly receipt: string;
}

/** The official forms that are issued about one dossier; LETTER is the leader's letter of rejection, which has no number. */
export type SlipForm = '01' | '02' | '03' | '04' | '05' | '06' | 'LETTER';

/** An official slip (phiếu) as data: what stands on it follows from the facts up to the one that issued it. */
export interface Slip {
  readonly number: string;
  readonly form: SlipForm;
  readonly issuedAt: Date;
  readonly issuedBy: string;
  /** The date it promises; null where it promises none. */
  readonly dueAt: Date | null;
}

/** Until when the desk answers a filing: eight working hours (NĐ 45/2020, unconfirmed). */
export interface AnswerDeadline {
  readonly answerBy: Date;
  readonly atRiskFrom: Date;
}

/** What is filed, without anything about people. */
export interface Filing {
  readonly code: string;
  /** The draft it was. */
  readonly draftId: string;
  readonly procedureCode: string;
  readonly procedureVersion: number;
  readonly officeId: string;
  readonly applicantKey: string;
  /** DESK: typed in by an officer from paper, on behalf of its applicant. */
  readonly channel: 'ONLINE' | 'DESK';
  readonly submittedAt: Date;
  readonly answerDeadline: AnswerDeadline;
  readonly fees: readonly Fee[];
  readonly feeTotalVnd: number;
  readonly deliveryMethod: DeliveryMethod;
  /** The working time promised, from the definition and the answers of that day. */
  readonly timeAllowed: TimeAllowed;
  readonly steps: readonly PlannedStep[];
  /** What the office itself signs, in the national catalogue of results. */
  readonly resultCodes: readonly string[];
  readonly papers: readonly SubmittedPaper[];
  /** Papers that were shown or given on paper at the desk and not scanned. */
  readonly papersOnPaper: readonly string[];
  /** Blind index of the receipt token; null once personal data was erased. */
  readonly receiptKey: string | null;
  /** Blind indexes of the people it is about, under this procedure; none once it is at its end. */
  readonly duplicateKeys: readonly string[];
  /** Blind indexes of personal ids and phone numbers of the applicant and the people it is about. */
  readonly personKeys: readonly string[];
}

export interface DossierSubmitted {
  readonly type: 'DossierSubmitted';
  readonly filing: Filing;
  readonly personal: PersonalPayload;
  /** JWE for notifications: name, phone, e-mail, language. Random, so fixed here and never made again. */
  readonly sealedContact: string;
  /** JWE for delivery: name, phone, address; null unless the result goes by post. */
  readonly sealedAddress: string | null;
}

interface OfStep {
  readonly stepKey: string;
  readonly agency: string;
}

export type DossierFact =
  | DossierSubmitted
  | DeskFact
  | ResultFact
  | {
      readonly type: 'DossierReceived';
      readonly receivedAt: Date;
      readonly clock: ClockFact;
      readonly promise: Promised;
      /** 01, and 06 which it opens. */
      readonly slips: readonly Slip[];
    }
  | (OfStep & {
      readonly type: 'StepStarted';
      readonly startedAt: Date;
      readonly dueAt: Date;
      readonly partner: boolean;
    })
  | (OfStep & { readonly type: 'StepAccepted'; readonly acceptedAt: Date })
  | (OfStep & {
      readonly type: 'StepCompleted';
      readonly completedAt: Date;
      /** An officer's or agency's account, for the rule of two pairs of eyes. */
      readonly completedBy: string;
      readonly resultReference?: string;
    })
  | { readonly type: 'PaymentFellDue'; readonly amountVnd: number; readonly dueSince: Date }
  | { readonly type: 'PaymentSettled'; readonly amountVnd: number; readonly settledAt: Date }
  /** The money of a dossier without result is settled. */
  | {
      readonly type: 'PaymentConcluded';
      readonly outcome: 'NOTHING_PAID' | 'REFUNDED' | 'KEPT';
      readonly refundVnd: number;
      readonly concludedAt: Date;
    }
  | { readonly type: 'DossierClosed'; readonly closedAt: Date; readonly outcome: Outcome }
  | {
      readonly type: 'AccessCodeRequested';
      readonly requestedAt: Date;
      readonly channel: AccessCodeChannel;
      /** JWE for notifications: the code, until when it is good, and by which way it goes. */
      readonly sealedCode: string;
    }
  | { readonly type: 'DossierErased'; readonly erasedAt: Date; readonly reasonCode: string }
  | { readonly type: 'PersonalDataDestroyed'; readonly destroyedAt: Date };

export type Outcome = 'HANDED_OVER' | 'DECLINED' | 'REJECTED' | 'WITHDRAWN' | 'STOPPED';

export type FactOf<Type extends DossierFact['type']> = Extract<DossierFact, { type: Type }>;
