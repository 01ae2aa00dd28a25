/** Where a dossier stands in the table of its life: its status, and the stage at which it waits for a supplement. */
import type { DossierState } from './dossier.js';

export const phases = [
  'NONE',
  'SUBMITTED',
  'AWAITING_SUPPLEMENT_AT_RECEPTION',
  'RECEIVED',
  'PROCESSING',
  'AWAITING_SUPPLEMENT_IN_PROCESSING',
  'RESULT_READY',
  'HANDED_OVER',
  'DECLINED',
  'REJECTED',
  'WITHDRAWN',
  'STOPPED',
  'CLOSED',
] as const;
export type Phase = (typeof phases)[number];

export function phaseOf(state: DossierState): Phase {
  if (state.status !== 'AWAITING_SUPPLEMENT') return state.status;
  return state.stage === 'RECEPTION' ? 'AWAITING_SUPPLEMENT_AT_RECEPTION' : 'AWAITING_SUPPLEMENT_IN_PROCESSING';
}

/** The state of a dossier that stands there. */
export type StateIn<P extends Phase> = P extends 'AWAITING_SUPPLEMENT_AT_RECEPTION'
  ? Extract<DossierState, { readonly status: 'AWAITING_SUPPLEMENT'; readonly stage: 'RECEPTION' }>
  : P extends 'AWAITING_SUPPLEMENT_IN_PROCESSING'
    ? Extract<DossierState, { readonly status: 'AWAITING_SUPPLEMENT'; readonly stage: 'PROCESSING' }>
    : Extract<DossierState, { readonly status: P }>;

/** How the clock and the national portal stand in a phase (vn-rules: life of a dossier). */
export interface PhaseFacts {
  readonly clock: 'NOT_STARTED' | 'RUNS' | 'PAUSED' | 'STOPPED' | '–';
  /** National status 1–10, in the order in which it can take them. */
  readonly national: readonly number[];
  readonly meaning: { readonly vi: string; readonly en: string };
}

export const phaseTable: Readonly<Record<Exclude<Phase, 'NONE'>, PhaseFacts>> = {
  SUBMITTED: row('NOT_STARTED', [1], 'Đã nộp, chờ tiếp nhận', 'Submitted, waiting to be received'),
  AWAITING_SUPPLEMENT_AT_RECEPTION: row(
    'NOT_STARTED',
    [5],
    'Chờ bổ sung trước khi tiếp nhận',
    'Waiting for a supplement before it is received',
  ),
  RECEIVED: row('RUNS', [2, 6], 'Đã tiếp nhận', 'Received'),
  PROCESSING: row('RUNS', [4, 6], 'Đang xử lý', 'Being processed'),
  AWAITING_SUPPLEMENT_IN_PROCESSING: row(
    'PAUSED',
    [5],
    'Chờ bổ sung khi đang xử lý',
    'Waiting for a supplement while being processed',
  ),
  RESULT_READY: row('STOPPED', [9], 'Đã có kết quả', 'The result is there'),
  HANDED_OVER: row('STOPPED', [10], 'Đã trả kết quả', 'The result was handed over'),
  DECLINED: row('NOT_STARTED', [3], 'Từ chối tiếp nhận', 'Declined at the desk'),
  REJECTED: row('STOPPED', [8], 'Từ chối giải quyết', 'Rejected after appraisal'),
  WITHDRAWN: row('STOPPED', [7, 8], 'Người nộp đã rút hồ sơ', 'Withdrawn by its applicant'),
  STOPPED: row('STOPPED', [8, 3], 'Dừng xử lý', 'Stopped'),
  CLOSED: row('–', [3, 7, 8, 10], 'Đã kết thúc', 'Closed'),
};

function row(clock: PhaseFacts['clock'], national: readonly number[], vi: string, en: string): PhaseFacts {
  return { clock, national, meaning: { vi, en } };
}
