/** Money that is owed and was not paid yet: the applicant is reminded twice, and no more once it is settled or the dossier ended. */
import type { Correspondence, CorrespondenceFact } from './correspondence.js';

export interface OwedFee {
  readonly amountVnd: number;
  /** Null when nobody is reminded any more. */
  readonly remindAt: Date | null;
  readonly reminded: number;
  /** The dossier ended: whatever is said about money later, nobody is asked to pay. */
  readonly isOver: boolean;
}

export type FeeChange =
  { readonly kind: 'DUE'; readonly amountVnd: number } | { readonly kind: 'SETTLED' } | { readonly kind: 'OVER' };

export type FeeFact =
  | { readonly type: 'FeeFellDue'; readonly amountVnd: number; readonly remindAt: Date }
  | { readonly type: 'FeeReminded'; readonly remindAt: Date | null }
  | { readonly type: 'FeeSettled' }
  | { readonly type: 'FeeDropped' };

const dayMs = 86_400_000;
/** After the money fell due, and after the first reminder. */
const waitsMs: readonly number[] = [3 * dayMs, 7 * dayMs];

export function evolveFee(fee: OwedFee | undefined, fact: FeeFact): OwedFee {
  const before = fee ?? { amountVnd: 0, remindAt: null, reminded: 0, isOver: false };
  switch (fact.type) {
    case 'FeeFellDue':
      return { ...before, amountVnd: fact.amountVnd, remindAt: fact.remindAt, reminded: 0 };
    case 'FeeReminded':
      return { ...before, remindAt: fact.remindAt, reminded: before.reminded + 1 };
    case 'FeeSettled':
      return { ...before, remindAt: null };
    case 'FeeDropped':
      return { ...before, remindAt: null, isOver: true };
  }
}

export function noteFee(state: Correspondence, change: FeeChange | undefined, at: Date): readonly CorrespondenceFact[] {
  if (change === undefined || state.status === 'DRAFT') return [];
  const fee = feeOf(state);
  switch (change.kind) {
    case 'DUE':
      return fee?.isOver === true
        ? []
        : [{ type: 'FeeFellDue', amountVnd: change.amountVnd, remindAt: waited(0, at) ?? at }];
    case 'SETTLED':
      return (fee?.remindAt ?? null) === null ? [] : [{ type: 'FeeSettled' }];
    case 'OVER':
      return fee?.isOver === true ? [] : [{ type: 'FeeDropped' }];
  }
}

/** The fact that the applicant is reminded now, and the amount to name; null when there is nothing to remind of. */
export function feeToRemindOf(
  state: Correspondence,
  at: Date,
): { readonly fact: CorrespondenceFact; readonly amountVnd: number } | null {
  const fee = feeOf(state);
  const remindAt = fee?.remindAt ?? null;
  if (fee === undefined || remindAt === null || remindAt > at) return null;
  return { fact: { type: 'FeeReminded', remindAt: waited(fee.reminded + 1, at) }, amountVnd: fee.amountVnd };
}

export function feeOf(state: Correspondence): OwedFee | undefined {
  return state.status === 'OPEN' || state.status === 'AWAITING_CONTACT' ? state.fee : undefined;
}

function waited(reminded: number, at: Date): Date | null {
  const waitMs = waitsMs[reminded];
  return waitMs === undefined ? null : new Date(at.getTime() + waitMs);
}
