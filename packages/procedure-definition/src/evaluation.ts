import type { Day } from '@motcua/vietnam';
import type { Attachment, Channel } from './handling.js';

export type ProblemCode =
  | 'required'
  | 'type'
  | 'pattern'
  | 'min'
  | 'max'
  | 'option'
  | 'notVisible'
  | 'unknownField'
  | 'unknownAttachment'
  | 'attachmentRequired'
  | `rule:${string}`;

export interface Problem {
  /** Key of the field or attachment; empty when the answers as a whole are no object. */
  readonly field: string;
  readonly code: ProblemCode;
  /** JSON pointer inside the answer, for parts of an address or of a repeating group: `/wardCode`, `/0/memberName`. */
  readonly path?: string;
  /**
   * The units in force that took over the province or ward of an address that no longer exists: one when it was merged,
   * several when it was split.
   */
  readonly takenOverBy?: readonly TakenOverBy[];
}

export interface TakenOverBy {
  readonly code: string;
  readonly nameVi: string;
}

export interface EvaluationContext {
  /** The day in Vietnam on which the application is judged. */
  readonly today: Day;
  /** Keys of the attachments handed in. */
  readonly attachments?: readonly string[];
  /** How it is filed; `online` when absent. */
  readonly channel?: Channel;
}

export type Paper = Pick<Attachment, 'key' | 'nameVi' | 'nameEn' | 'form' | 'originals' | 'copies' | 'count'> & {
  readonly required: boolean;
  readonly provided: boolean;
  readonly presentOnly: boolean;
  readonly acceptedTypes: readonly string[];
  readonly conditionVi: string | null;
};

export interface FeeDue {
  readonly key: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly per: 'case' | 'copy' | 'copy per registered event' | 'delivery';
  /** For one; null: the carrier's quote. */
  readonly amountVnd: number | null;
  /** 0 while the number of copies is missing or out of bounds. */
  readonly quantity: number;
  readonly totalVnd: number | null;
  /** The ground that brought the fee to 0, or null. */
  readonly exemption: string | null;
}

export interface StepToDo {
  readonly order: number;
  readonly key: string;
  readonly agency: string;
  readonly actionVi: string;
  readonly actionEn: string;
  /** Null: no limit is known. */
  readonly workingDays: number | null;
  readonly sameDay: boolean;
  /** `hh:mm`, or null */
  readonly cutoff: string | null;
  /** Only steps that exist for this application; an optional one holds back only once it was opened. */
  readonly dependsOn: readonly string[];
  readonly produces: readonly string[];
  readonly optional: boolean;
}

export interface TimePromised {
  readonly workingDays: number;
  readonly sameDay: boolean;
  /** `hh:mm`, or null */
  readonly cutoff: string | null;
  /** Null: not known. */
  readonly withVerificationWorkingDays: number | null;
  /** What a supplement request does to the limit (NĐ 61/2018 Điều 19). */
  readonly supplementClock: 'pause' | 'restart';
}

export interface Evaluation {
  /** Fields in the order of the form, then rules, then attachments, each list as the definition has it. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly visibleFields: readonly string[];
  readonly requiredFields: readonly string[];
  /** Those that apply to these answers, and any handed in all the same. */
  readonly papers: readonly Paper[];
  readonly fees: readonly FeeDue[];
  readonly steps: readonly StepToDo[];
  readonly timeLimit: TimePromised;
}
