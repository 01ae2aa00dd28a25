import type { Context } from '../context.js';
import { recordReport, type Reporting } from './record-report.js';
import type { Verdict } from '../domain/bank-report.js';

/** What it takes to hear the bank. */
export interface Hearing extends Reporting, Pick<Context, 'callbacks' | 'log'> {
  readonly bank: Pick<Context['bank'], 'readCallback'>;
}

export interface BankAnswer {
  readonly RspCode: '00' | '01' | '02' | '04' | '97' | '99';
  readonly Message: string;
}

const answers: Readonly<Record<Verdict | 'WRONG_CHECKSUM' | 'OUR_FAULT', BankAnswer>> = {
  RECORDED: { RspCode: '00', Message: 'Confirm Success' },
  UNKNOWN_REFERENCE: { RspCode: '01', Message: 'Order not found' },
  ALREADY_FINAL: { RspCode: '02', Message: 'Order already confirmed' },
  WRONG_AMOUNT: { RspCode: '04', Message: 'Invalid amount' },
  WRONG_CHECKSUM: { RspCode: '97', Message: 'Invalid signature' },
  OUR_FAULT: { RspCode: '99', Message: 'Unknown error' },
};

/**
 * The bank's callback (IPN): kept as it came before anything else, then judged. Every answer is an answer; on a fault of
 * ours the bank is told to call again.
 */
export async function hearBank(context: Hearing, rawQuery: string): Promise<BankAnswer> {
  try {
    return await keepAndJudge(context, rawQuery);
  } catch (error) {
    context.log.error('a callback of the bank was not taken, it will call again', { provider: 'vnpay', error });
    return answers.OUR_FAULT;
  }
}

async function keepAndJudge(context: Hearing, rawQuery: string): Promise<BankAnswer> {
  const { callbacks, bank, clock } = context;
  const callbackId = await callbacks.keep(rawQuery, clock.now());
  const report = bank.readCallback(rawQuery);
  const verdict = report === null ? 'WRONG_CHECKSUM' : await recordReport(context, report, `ipn:${callbackId}`);
  const answer = answers[verdict];
  // The bank need not wait until its answer is written down.
  callbacks.noteAnswer(callbackId, answer.RspCode, clock.now()).catch((error: unknown) => {
    context.log.warn('the answer to a callback was not noted', { provider: 'vnpay', error });
  });
  if (verdict !== 'RECORDED' && verdict !== 'ALREADY_FINAL') {
    context.log.warn('a callback of the bank was refused', { provider: 'vnpay', code: answer.RspCode });
  }
  return answer;
}
