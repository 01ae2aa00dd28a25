import { pick, shuffled } from '../seeded.js';
import { bankTime, failure, signedCallback, suspect } from './bank-words.js';
import { wrongVnd, type StormedPayment } from './fates.js';

export interface Callback {
  readonly query: string;
  /** The answers that are right. */
  readonly answers: readonly string[];
}

export interface Plan {
  readonly beforeJump: readonly Callback[];
  readonly afterJump: readonly Callback[];
}

export interface PlanOptions {
  readonly payments: readonly StormedPayment[];
  readonly callbacks: number;
  readonly random: () => number;
  /** When late money was paid: after its attempt was over. */
  readonly lateAt: Date;
}

/**
 * Every payment that the bank calls about gets its word once; the rest is the same said again, the opposite of what was
 * decided, and what the bank never said. Contradictions come after the jump: before it, the first word decides.
 */
export function planStorm({ payments, callbacks, random, lateAt }: PlanOptions): Plan {
  const early = payments.filter(({ fate }) => fate !== 'LATE' && fate !== 'SILENT');
  const genuine = early.map(wordOf);
  const late = payments.filter(({ fate }) => fate === 'LATE').map((payment) => lateWord(payment, lateAt));
  const contradicting = payments.filter(({ fate }) => fate === 'PAID').map(contradiction);
  const each = Math.ceil(callbacks / 2);
  const afterJump = [...late, ...contradicting.slice(0, each - late.length)];
  const forge = () => forged(pick(payments, random), random);
  const filled = (begun: readonly Callback[], said: readonly Callback[], count: number) => [
    ...begun,
    ...Array.from({ length: Math.max(0, count - begun.length) }, () => (random() < 0.4 ? forge() : pick(said, random))),
  ];
  return {
    beforeJump: shuffled(filled(genuine, genuine, callbacks - each), random),
    afterJump: shuffled(filled(afterJump, [...genuine, ...late], each), random),
  };
}

function wordOf({ fate, reference, amountVnd }: StormedPayment): Callback {
  switch (fate) {
    case 'PAID':
    case 'FAILED_THEN_PAID':
    case 'LATE':
    case 'SILENT':
      return { query: signedCallback(reference, amountVnd), answers: ['00', '02'] };
    case 'FAILED':
      return { query: signedCallback(reference, amountVnd, failure), answers: ['00', '02'] };
    case 'WRONG_AMOUNT':
      return { query: signedCallback(reference, amountVnd + wrongVnd), answers: ['04'] };
    case 'SUSPECT':
      return { query: signedCallback(reference, amountVnd, suspect), answers: ['00', '02'] };
  }
}

function lateWord({ reference, amountVnd }: StormedPayment, lateAt: Date): Callback {
  const query = signedCallback(reference, amountVnd, { vnp_PayDate: bankTime(lateAt) });
  return { query, answers: ['00', '02'] };
}

function contradiction({ reference, amountVnd }: StormedPayment): Callback {
  return { query: signedCallback(reference, amountVnd, failure), answers: ['02'] };
}

/** What the bank never said. */
function forged({ reference, amountVnd }: StormedPayment, random: () => number): Callback {
  const genuine = signedCallback(reference, amountVnd);
  return pick(
    [
      { query: signedCallback(reference, amountVnd, {}, 'a-secret-nobody-has'), answers: ['97'] },
      { query: genuine.replace(/vnp_Amount=\d+/, 'vnp_Amount=100'), answers: ['97'] },
      { query: `${genuine}&vnp_TxnRef=${reference}`, answers: ['97'] },
      { query: genuine.replace(/&vnp_SecureHash=.*/, ''), answers: ['97'] },
      { query: signedCallback(`${reference}9`, amountVnd), answers: ['01'] },
    ],
    random,
  );
}
