/** How much somebody may ask in each minute, all gateways together; zero: as much as they like. */
export interface Budget {
  readonly name: 'viewer' | 'address';
  readonly points: number;
}

export interface Payer {
  readonly budget: Budget;
  /** Who pays; it never leaves the process as it is. */
  readonly who: string;
}

/** What all gateways have taken from a payer's budget in one minute. */
export interface SpendingStore {
  /** Takes so many points and answers how many everybody has taken now. */
  take(payer: Payer, minute: number, points: number): Promise<number>;
}

export interface Spent {
  readonly allowed: boolean;
  readonly left: readonly { readonly budget: Budget; readonly points: number }[];
  readonly secondsLeft: number;
}

export interface Spending {
  spend(payers: readonly Payer[], points: number): Promise<Spent>;
}

/** Of a budget, taken from the store at once: ten writes a minute for whoever spends all of it, one for most. */
const portionOf = 0.1;
/** Payers beyond it share one account, so that inventing them costs no memory. */
const mostAccounts = 100_000;

interface Account {
  /** Taken from the store for this process. */
  granted: number;
  used: number;
  /** Taken by all gateways, as far as is known. */
  taken: number;
  /** On its way from the store, and spent meanwhile: nobody waits for the database before a portion is used up. */
  coming: number;
  lease: Promise<void> | null;
}

/**
 * Keeps budgets that all gateways share, without a question to the store for each request: each gateway takes portions. At
 * most one portion for each gateway is spent beyond a budget, and at most one for each is lost. Where the store does not
 * answer, each gateway goes on with the whole budget for itself.
 */
export function createSpending(store: SpendingStore, now: () => number, lost: (error: unknown) => void): Spending {
  let book: Book = { minute: 0, accounts: new Map() };
  return {
    async spend(payers, points) {
      const at = now();
      const minute = Math.floor(at / 60_000);
      if (minute !== book.minute) book = { minute, accounts: new Map() };
      const secondsLeft = 60 - Math.floor((at % 60_000) / 1000);
      let allowed = true;
      const left: { budget: Budget; points: number }[] = [];
      for (const payer of payers) {
        if (payer.budget.points === 0) continue;
        const account = accountOf(payer, book);
        const lease = (least: number): Promise<void> => takePortion(store, payer, account, minute, least, lost);
        allowed = allowed && (await pay(payer.budget, account, points, lease));
        left.push({ budget: payer.budget, points: leftIn(account, payer.budget) });
      }
      return { allowed, left, secondsLeft };
    },
  };
}

interface Book {
  readonly minute: number;
  readonly accounts: Map<string, Account>;
}

function accountOf({ budget, who }: Payer, { accounts }: Book): Account {
  const own = `${budget.name} ${who}`;
  const key = accounts.size < mostAccounts || accounts.has(own) ? own : `${budget.name} everybody else`;
  const account = accounts.get(key) ?? { granted: 0, used: 0, taken: 0, coming: 0, lease: null };
  accounts.set(key, account);
  return account;
}

async function pay(
  budget: Budget,
  account: Account,
  points: number,
  lease: (least: number) => Promise<void>,
): Promise<boolean> {
  for (;;) {
    if (account.used + points <= account.granted + account.coming) {
      account.used += points;
      return true;
    }
    if (account.lease !== null) await account.lease;
    else if (points > leftIn(account, budget)) return false;
    else account.lease = lease(points);
  }
}

async function takePortion(
  store: SpendingStore,
  payer: Payer,
  account: Account,
  minute: number,
  least: number,
  lost: (error: unknown) => void,
): Promise<void> {
  const { points } = payer.budget;
  const portion = Math.min(points - account.taken, Math.max(least, Math.ceil(points * portionOf)));
  account.coming = portion;
  const sum = await store.take(payer, minute, portion).catch((error: unknown) => {
    lost(error);
    return account.granted + portion;
  });
  const beyond = Math.min(portion, Math.max(0, sum - points));
  Object.assign(account, { coming: 0, lease: null, taken: sum, granted: account.granted + portion - beyond });
}

/** What nobody took yet, and what this process took and did not spend. */
function leftIn({ granted, used, taken }: Account, { points }: Budget): number {
  return Math.max(0, points - taken + granted - used);
}
