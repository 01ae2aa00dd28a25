/** What moves money between accounts: every booking has as much debit as credit, in whole đồng. */

export const accounts = [
  ...(['RECEIVABLE', 'FEE_INCOME', 'POSTAGE_PAYABLE', 'BANK_CLEARING', 'CASH_BOX'] as const),
  ...(['SUSPENSE', 'REFUNDS_PAYABLE'] as const),
] as const;
/**
 * RECEIVABLE: what the applicant owes; below nothing, what they paid too much. FEE_INCOME: fees of the office.
 * POSTAGE_PAYABLE: what is passed on to the carrier. BANK_CLEARING: what the bank holds for us. CASH_BOX: what the desk
 * took. SUSPENSE: money that arrived and that a person must look at. REFUNDS_PAYABLE: what is promised back.
 */
export type Account = (typeof accounts)[number];
/** Where money really lies. */
export type Holding = 'BANK_CLEARING' | 'CASH_BOX';

export interface Entry {
  readonly account: Account;
  readonly debitVnd: number;
  readonly creditVnd: number;
}

export type Balances = Readonly<Record<Account, number>>;

export const noBalances: Balances = {
  RECEIVABLE: 0,
  FEE_INCOME: 0,
  POSTAGE_PAYABLE: 0,
  BANK_CLEARING: 0,
  CASH_BOX: 0,
  SUSPENSE: 0,
  REFUNDS_PAYABLE: 0,
};

/** What falls due: the applicant owes fee and postage. */
export function bookDue(feeVnd: number, postageVnd: number): readonly Entry[] {
  return balanced([
    debit('RECEIVABLE', feeVnd + postageVnd),
    ...(feeVnd > 0 ? [credit('FEE_INCOME', feeVnd)] : []),
    ...(postageVnd > 0 ? [credit('POSTAGE_PAYABLE', postageVnd)] : []),
  ]);
}

/** The fee became another one: the applicant owes the difference, or it is theirs, unless the office gave it up before. */
export function bookFeeChange(differenceVnd: number, { FEE_INCOME }: Pick<Balances, 'FEE_INCOME'>): readonly Entry[] {
  if (differenceVnd > 0) return bookDue(differenceVnd, 0);
  const droppedVnd = Math.min(-differenceVnd, -FEE_INCOME);
  return droppedVnd === 0 ? [] : move(droppedVnd, 'FEE_INCOME', 'RECEIVABLE');
}

/** What was owed came in. */
export function bookPaid(amountVnd: number, holding: Holding): readonly Entry[] {
  return move(amountVnd, holding, 'RECEIVABLE');
}

/** The bank holds money that must not settle anything by itself: too late, or not the sum that was asked for. */
export function bookSuspense(amountVnd: number): readonly Entry[] {
  return move(amountVnd, 'BANK_CLEARING', 'SUSPENSE');
}

/** Somebody looked at it: it counts towards what is owed. */
export function bookTaken(amountVnd: number): readonly Entry[] {
  return move(amountVnd, 'SUSPENSE', 'RECEIVABLE');
}

/** Promised back: what was paid too much, or what lies in suspense. */
export function bookRefund(amountVnd: number, from: 'RECEIVABLE' | 'SUSPENSE'): readonly Entry[] {
  return move(amountVnd, from, 'REFUNDS_PAYABLE');
}

/** So much is no longer claimed: fees first, then postage. */
export function bookDropped(amountVnd: number, { FEE_INCOME, POSTAGE_PAYABLE }: Balances): readonly Entry[] {
  if (amountVnd === 0) return [];
  const feeVnd = Math.min(amountVnd, -FEE_INCOME);
  const postageVnd = amountVnd - feeVnd;
  if (postageVnd > -POSTAGE_PAYABLE) throw new Error('more is dropped than was claimed');
  return balanced([
    ...(feeVnd > 0 ? [debit('FEE_INCOME', feeVnd)] : []),
    ...(postageVnd > 0 ? [debit('POSTAGE_PAYABLE', postageVnd)] : []),
    credit('RECEIVABLE', amountVnd),
  ]);
}

/** A promised refund left the bank or the desk. */
export function bookRefundPaid(amountVnd: number, holding: Holding): readonly Entry[] {
  return move(amountVnd, 'REFUNDS_PAYABLE', holding);
}

/** Debit is positive, credit negative; over all accounts the sum is always 0. Checked with every fact that is written. */
export function addEntries(balances: Balances, entries: readonly Entry[]): Balances {
  if (entries.length > 0) balanced(entries);
  return entries.reduce<Balances>(
    (sums, { account, debitVnd, creditVnd }) => ({ ...sums, [account]: sums[account] + debitVnd - creditVnd }),
    balances,
  );
}

/** @throws Error for a booking that does not add up: a fault of ours, never the applicant's. */
export function balanced(entries: readonly Entry[]): readonly Entry[] {
  const amounts = entries.flatMap(({ debitVnd, creditVnd }) => [debitVnd, creditVnd]);
  const oneSided = entries.every(({ debitVnd, creditVnd }) => (debitVnd === 0) !== (creditVnd === 0));
  const whole = amounts.every((amountVnd) => Number.isSafeInteger(amountVnd) && amountVnd >= 0);
  const sum = entries.reduce((total, { debitVnd, creditVnd }) => total + debitVnd - creditVnd, 0);
  if (entries.length < 2 || !oneSided || !whole || sum !== 0) throw new Error('a booking does not add up');
  return entries;
}

const debit = (account: Account, amountVnd: number): Entry => ({ account, debitVnd: amountVnd, creditVnd: 0 });
const credit = (account: Account, amountVnd: number): Entry => ({ account, debitVnd: 0, creditVnd: amountVnd });
const move = (amountVnd: number, debited: Account, credited: Account): readonly Entry[] =>
  balanced([debit(debited, amountVnd), credit(credited, amountVnd)]);
