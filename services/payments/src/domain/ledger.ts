/** What moves money between accounts: every booking has as much debit as credit, in whole đồng. */

export const accounts = ['RECEIVABLE', 'FEE_INCOME', 'POSTAGE_PAYABLE', 'BANK_CLEARING', 'SUSPENSE'] as const;
/**
 * RECEIVABLE: what the applicant owes. FEE_INCOME: fees of the office. POSTAGE_PAYABLE: what is passed on to the carrier.
 * BANK_CLEARING: what the bank says it holds for us. SUSPENSE: money that arrived and that a person must look at.
 */
export type Account = (typeof accounts)[number];

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
  SUSPENSE: 0,
};

/** What falls due: the applicant owes fee and postage. */
export function bookDue(feeVnd: number, postageVnd: number): readonly Entry[] {
  return balanced([
    debit('RECEIVABLE', feeVnd + postageVnd),
    ...(feeVnd > 0 ? [credit('FEE_INCOME', feeVnd)] : []),
    ...(postageVnd > 0 ? [credit('POSTAGE_PAYABLE', postageVnd)] : []),
  ]);
}

/** The bank holds what was owed. */
export function bookPaid(amountVnd: number): readonly Entry[] {
  return balanced([debit('BANK_CLEARING', amountVnd), credit('RECEIVABLE', amountVnd)]);
}

/** The bank holds money that must not settle anything by itself: too late, or not the sum that was asked for. */
export function bookSuspense(amountVnd: number): readonly Entry[] {
  return balanced([debit('BANK_CLEARING', amountVnd), credit('SUSPENSE', amountVnd)]);
}

/** Debit is positive, credit negative; over all accounts the sum is always 0. */
export function addEntries(balances: Balances, entries: readonly Entry[]): Balances {
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
