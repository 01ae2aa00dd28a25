import { createLog, fixedClock } from '@motcua/service-kit';
import type { Payment } from '../domain/payment.js';
import type { PaymentFact } from '../domain/payment-facts.js';
import { after, aPayment, assessed, evolved, paid, quoted, report, started } from '../domain/payment-story.fixture.js';
import { hearBank, type Hearing } from './hear-bank.js';

type Step = 'KEEP' | 'READ' | 'FIND' | 'EXECUTE';

/** A payment with an open attempt, and everything that hearing the bank does with it, in order; one step may be broken. */
function aHearing() {
  const steps: Step[] = [];
  const kept: string[] = [];
  const answered: string[] = [];
  let broken: Step | null = null;
  let payment: Payment = aPayment(assessed(1, true), quoted, started());
  const step = (name: Step) => {
    steps.push(name);
    return name === broken ? Promise.reject(new Error(`${name} is broken`)) : Promise.resolve();
  };
  const stored = () => ({ id: 'pay_1', version: 1, state: payment, facts: [], recorded: [], repeated: false });
  const context: Hearing = {
    clock: fixedClock(after(3).toISOString()),
    log: createLog({ name: 'test', level: 'silent' }),
    bank: {
      readCallback: (rawQuery) => {
        steps.push('READ');
        return rawQuery === 'forged' ? null : report(paid());
      },
    },
    callbacks: {
      keep: async (rawQuery) => {
        await step('KEEP');
        kept.push(rawQuery);
        return `ipn_${String(kept.length)}`;
      },
      noteAnswer: (_id, code) => Promise.resolve(void answered.push(code)),
    },
    payments: {
      findWhere: () => step('FIND').then(() => [stored()]),
      execute: async (_id, _cause, decide: (state: Payment) => readonly PaymentFact[]) => {
        await step('EXECUTE');
        payment = evolved(payment, decide(payment));
        return stored();
      },
    },
  };
  const hear = async (rawQuery: string) => (await hearBank(context, rawQuery)).RspCode;
  const breaks = (name: Step | null) => (broken = name);
  return { hear, breaks, steps, kept, answered, payment: () => payment };
}

describe('a callback of the bank', () => {
  it('is kept before it is read, and read before anything is looked up', async () => {
    const { hear, steps, answered, payment } = aHearing();
    expect(await hear('genuine')).toBe('00');
    expect(steps).toEqual(['KEEP', 'READ', 'FIND', 'EXECUTE']);
    expect(answered).toEqual(['00']);
    expect(payment().status).toBe('SETTLED');
  });

  it('is kept when it is forged, and nothing is looked up for it', async () => {
    const { hear, steps, kept, answered } = aHearing();
    expect(await hear('forged')).toBe('97');
    expect([steps, kept, answered]).toEqual([['KEEP', 'READ'], ['forged'], ['97']]);
  });

  it('that cannot be kept changes nothing, and the bank is to call again', async () => {
    const { hear, breaks, steps, payment } = aHearing();
    breaks('KEEP');
    expect(await hear('genuine')).toBe('99');
    expect(steps).toEqual(['KEEP']);
    expect(payment().status).toBe('DUE');
    breaks(null);
    expect(await hear('genuine')).toBe('00');
  });

  it.each(['FIND', 'EXECUTE'] as const)(
    'is kept when %s breaks off, and counts when the bank calls again',
    async (name) => {
      const { hear, breaks, kept, answered, payment } = aHearing();
      breaks(name);
      expect(await hear('genuine')).toBe('99');
      expect([kept, answered, payment().status]).toEqual([['genuine'], [], 'DUE']);
      breaks(null);
      expect(await hear('genuine')).toBe('00');
      expect(await hear('genuine')).toBe('02');
      expect(payment()).toMatchObject({ status: 'SETTLED', takings: [{ receivedVnd: 28_000 }] });
    },
  );

  it('says nothing new a second time, and nothing is written for it', async () => {
    const { hear, steps } = aHearing();
    await hear('genuine');
    steps.length = 0;
    expect(await hear('genuine')).toBe('02');
    expect(steps).toEqual(['KEEP', 'READ', 'FIND']);
  });
});
