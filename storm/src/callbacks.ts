import { parseArgs } from 'node:util';
import { onEngines, openLoop, percentile, printFigures, rounded, say, startServiceUnderTest } from '@motcua/bench';
import type { TestBench } from '@motcua/service-kit/testing';
import { startBankPrograms } from './callbacks/bank-programs.js';
import { bankSecret } from './callbacks/bank-words.js';
import type { StormedPayment } from './callbacks/fates.js';
import { fileAndStart } from './callbacks/filed-payments.js';
import { planStorm, type Callback } from './callbacks/plan.js';
import { judge } from './callbacks/verdict.js';
import { startMovingClock } from './moving-clock.js';
import { seeded } from './seeded.js';

// npm run -s storm:callbacks [-- --payments 1000 --callbacks 10000 --perSecond 50 --seed 1]
const { values } = parseArgs({
  options: {
    payments: { type: 'string', default: '1000' },
    callbacks: { type: 'string', default: '10000' },
    perSecond: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
  },
});
const perSecond = Number(values.perSecond);
/** Noon of a working day in Hanoi: nothing crosses midnight. */
const noon = new Date('2026-11-23T05:00:00.000Z');
const jumpMs = 16 * 60_000;
const mostCalls = 10;

say(`seed ${values.seed}`);
process.exitCode = await onEngines('payments', storm);

async function storm(bench: TestBench): Promise<number> {
  const [bank, clock] = await Promise.all([startBankPrograms(), startMovingClock(noon)]);
  for (const outside of [bank, clock]) bench.lifecycle.defer('an outside system', () => outside.close());
  const service = await startServiceUnderTest(bench.env(environment(bank.url, clock.url)), 'payments', 'error');
  bench.lifecycle.defer('the service', () => service.stop());
  say('filing …');
  const payments = await fileAndStart(bench, service.url, Number(values.payments));
  const paidAt = clock.now();
  bank.knows(payments, paidAt);
  const lateAt = new Date(paidAt.getTime() + jumpMs - 30_000);
  const count = Number(values.callbacks);
  const plan = planStorm({ payments, callbacks: count, random: seeded(Number(values.seed)), lateAt });
  say('the bank calls …');
  const before = await call(service.url, plan.beforeJump);
  clock.jump(jumpMs);
  await asked(bench, payments);
  const after = await call(service.url, plan.afterJump);
  bank.openStatement();
  const verdict = await judge(bench, service.url, payments, '2026-11-23');
  const wrongAnswers = before.wrong + after.wrong;
  const p95Ms = rounded(percentile([...before.tookMs, ...after.tookMs], 0.95));
  printFigures([
    { what: 'payments', key: 'payments', value: payments.length, unit: '', most: null },
    { what: 'callbacks', key: 'callbacks', value: before.tookMs.length + after.tookMs.length, unit: '', most: null },
    { what: 'lost', key: 'lost', value: verdict.lost, unit: '', most: 0 },
    { what: 'doubled', key: 'doubled', value: verdict.doubled, unit: '', most: 0 },
    { what: 'mismatched', key: 'mismatched', value: verdict.mismatched + wrongAnswers, unit: '', most: 0 },
    { what: `a callback at ${String(perSecond)}/s, p95`, key: 'p95Ms', value: p95Ms, unit: 'ms', most: 30 },
  ]);
  return verdict.lost + verdict.doubled + verdict.mismatched + wrongAnswers === 0 ? 0 : 1;
}

/** Until the bank was asked about every attempt that it did not call about. */
async function asked(bench: TestBench, payments: readonly StormedPayment[]): Promise<void> {
  for (const { dossierId, fate } of payments) {
    if (fate !== 'LATE' && fate !== 'SILENT') continue;
    const ended = fate === 'LATE' ? 'payment.expired' : 'payment.settled';
    await bench.waitFor('payment.v1', ({ key, type }) => key === dossierId && type === ended, 120_000);
  }
}

function environment(url: string, clockUrl: string): Readonly<Record<string, string>> {
  return {
    VNPAY_PAY_URL: `${url}/pay`,
    VNPAY_API_URL: `${url}/api`,
    VNPAY_TMN_CODE: 'TESTTMN1',
    VNPAY_HASH_SECRET: bankSecret,
    VNPAY_RETURN_URL: `${url}/return`,
    BANK_STATEMENT_URL: `${url}/statement`,
    CLOCK_URL: clockUrl,
  };
}

async function call(url: string, callbacks: readonly Callback[]) {
  let wrong = 0;
  const tookMs = await openLoop({
    perSecond,
    count: callbacks.length,
    async act(n) {
      const { query = '', answers = [] } = callbacks[n] ?? {};
      const code = await untilAnswered(`${url}/bank/vnpay/ipn?${query}`);
      if (answers.includes(code)) return;
      wrong += 1;
      say(`answered ${code} instead of ${answers.join(' or ')}: ${query.slice(0, 200)}`);
    },
  });
  return { tookMs, wrong };
}

/** As the bank does: without an answer, or told of a fault, it calls again, and the time of the first call goes on. */
async function untilAnswered(url: string): Promise<string> {
  let code = 'NO_ANSWER';
  for (let calls = 0; calls < mostCalls && (code === 'NO_ANSWER' || code === '99'); calls += 1) {
    code = await fetch(url)
      .then(async (answer) => ((await answer.json()) as { readonly RspCode: string }).RspCode) // as the bank wants it
      .catch(() => 'NO_ANSWER');
  }
  return code;
}
