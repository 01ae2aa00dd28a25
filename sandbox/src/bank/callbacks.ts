import type { Clock } from '../clock/clock.js';
import type { Log } from '../log.js';
import { withHash } from './checksum.js';
import type { Ledger, LedgerPayment } from './ledger.js';
import type { Outcome } from './outcomes.js';

/** VNPAY's: ten calls at most, five minutes apart, until the merchant answers 00 or 02. */
const mostCalls = 10;
const everyMs = 5 * 60_000;
const lateByMs = 10 * 60_000;
const patienceMs = 5_000;
const final = ['00', '02'];
const failure = [
  ['vnp_ResponseCode', '51'],
  ['vnp_TransactionStatus', '02'],
] as const;

export interface CallbacksOptions {
  readonly ipnUrl: URL | undefined;
  readonly hashSecret: string;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly log: Log;
}

/** Tells the merchant what became of a payment (IPN); resolves after the first call, the others wait on the clock. */
export type CallMerchant = (
  payment: LedgerPayment,
  result: ReadonlyMap<string, string>,
  outcome: Outcome,
) => Promise<void>;

export function createCallbacks(options: CallbacksOptions): CallMerchant {
  const { ipnUrl, hashSecret, clock } = options;
  return async (payment, result, { callback }) => {
    if (ipnUrl === undefined) return;
    const query = withHash(hashSecret, result);
    const untilFinal = (again: string) => callUntilFinal(options, ipnUrl, payment.id, again);
    switch (callback) {
      case 'ONCE':
        return untilFinal(query);
      case 'NEVER':
        return;
      case 'LATE':
        clock.at(after(clock, lateByMs), () => void untilFinal(query));
        return;
      case 'FIVE_TIMES':
        for (let call = 1; call <= 5; call += 1) await callOnce(options, ipnUrl, payment.id, query);
        return;
      case 'WRONG_AMOUNT':
        return untilFinal(
          withHash(hashSecret, new Map([...result, ['vnp_Amount', String((payment.amountVnd + 1) * 100)]])),
        );
      case 'FAILURE_FIRST':
        await callOnce(options, ipnUrl, payment.id, withHash(hashSecret, new Map([...result, ...failure])));
        return untilFinal(query);
      case 'FAILURE_LAST':
        await untilFinal(query);
        await callOnce(options, ipnUrl, payment.id, withHash(hashSecret, new Map([...result, ...failure])));
        return;
      case 'FORGED_FIRST':
        await callOnce(options, ipnUrl, payment.id, withHash('a-secret-nobody-has', result));
        return untilFinal(query);
    }
  };
}

async function callUntilFinal(options: CallbacksOptions, url: URL, id: string, query: string, call = 1): Promise<void> {
  const answered = await callOnce(options, url, id, query);
  if (final.includes(answered) || call >= mostCalls) return;
  options.clock.at(after(options.clock, everyMs), () => void callUntilFinal(options, url, id, query, call + 1));
}

/** Never rejects: what went wrong is the answer, and is kept with the payment. */
async function callOnce(
  { clock, ledger, log }: CallbacksOptions,
  url: URL,
  id: string,
  query: string,
): Promise<string> {
  const answered = await askMerchant(url, query).catch((error: unknown) => {
    log.warn('the merchant could not be called', { payment: id }, error);
    return 'UNREACHABLE';
  });
  const payment = ledger.find(id);
  if (payment?.kind === 'PAYMENT') {
    ledger.replace({ ...payment, callbacks: [...payment.callbacks, { at: clock.now().toISOString(), answered }] });
  }
  return answered;
}

async function askMerchant(url: URL, query: string): Promise<string> {
  const target = new URL(url);
  target.search = target.search === '' ? query : `${target.search}&${query}`;
  const response = await fetch(target, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) });
  const answer: unknown = response.ok ? await response.json() : undefined;
  if (typeof answer === 'object' && answer !== null && 'RspCode' in answer) return String(answer.RspCode);
  return `HTTP ${response.status}`;
}

const after = (clock: Clock, ms: number): Date => new Date(clock.now().getTime() + ms);
