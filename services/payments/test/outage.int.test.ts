import { jest } from '@jest/globals';
import { engineEnvironment, findKafka, findMongo, type FaultHooks } from '@motcua/engines';
import { newId } from '@motcua/service-kit';
import {
  about,
  act,
  aFiledDossier,
  aPaidPayment,
  callbackFor,
  desk,
  lead,
  openPaymentsBench,
  owner,
  type PaymentsBench,
} from './payments-bench.js';

jest.setTimeout(180_000);

/** Engines that nobody else uses, so that they may be killed. */
interface Engines {
  readonly mongo: Required<FaultHooks>;
  readonly kafka: Required<FaultHooks>;
}

let bench: PaymentsBench;
let engines: Engines;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  for (const given of ['MONGODB_URL', 'KAFKA_BROKERS']) Reflect.deleteProperty(process.env, given);
  const options = { dataDir: 'temporary', say: () => undefined };
  const [mongo, kafka] = await Promise.all([findMongo(options), findKafka(options)]);
  closing.push(
    () => kafka.stop(),
    () => mongo.stop(),
  );
  Object.assign(process.env, engineEnvironment(mongo, kafka));
  engines = { mongo: hooksOf(mongo), kafka: hooksOf(kafka) };
  bench = await openPaymentsBench();
  closing.unshift(() => bench.close());
}, 180_000);
afterAll(async () => {
  for (const close of closing) await close();
}, 120_000);

function hooksOf(engine: FaultHooks): Required<FaultHooks> {
  const [kill, restart] = [engine.kill?.bind(engine), engine.restart?.bind(engine)];
  if (kill === undefined || restart === undefined) throw new Error('this engine cannot be killed');
  return { kill, restart };
}

const heard = (dossierId: string, type: string) => bench.waitFor('payment.v1', about(dossierId, type), 90_000);
const told = (dossierId: string) => {
  const events = bench.seen('payment.v1').filter(({ key }) => key === dossierId);
  return [...new Map(events.map((event) => [event.id, event.type])).values()];
};
const ipn = async (query: string): Promise<string> => {
  const answer = (await (await fetch(`${bench.url}/bank/vnpay/ipn?${query}`)).json()) as { RspCode: string }; // its form
  return answer.RspCode;
};
const shown = async (paymentId: string) => {
  const document =
    'query ($id: ID!) { payment(id: $id) { status refundableVnd attempts { status } receipts { number } } }';
  return (await bench.query(bench.url, document, { id: paymentId }, owner)).at('payment');
};

async function due() {
  const filed = await aFiledDossier(bench);
  await heard(filed.dossierId, 'payment.due');
  return filed;
}

async function started() {
  const filed = await due();
  const answer = await act(bench, owner, 'start', { paymentId: filed.paymentId });
  return { ...filed, attemptId: answer.textAt('startPayment.attempt.id') };
}

const isLogged = (message: string) => Promise.resolve(bench.lines.some((line) => line.includes(message)));

async function eventually(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe('while something is away', () => {
  it('Kafka: the bank and the desk are heard all the same, and others hear of it afterwards, once', async () => {
    const [online, inCash] = [await started(), await due()];
    await engines.kafka.kill();
    expect(await ipn(callbackFor(online.attemptId))).toBe('00');
    expect((await act(bench, desk, 'cash', { paymentId: inCash.paymentId, amountVnd: 28_000 })).codes).toEqual([]);
    for (const { paymentId } of [online, inCash]) {
      expect(await shown(paymentId)).toMatchObject({ status: 'SETTLED', refundableVnd: 28_000 });
      await eventually('a receipt', async () => JSON.stringify(await shown(paymentId)).includes('"number"'));
    }
    await engines.kafka.restart();
    for (const { dossierId } of [online, inCash]) {
      await heard(dossierId, 'payment.settled');
      expect(told(dossierId)).toEqual(['payment.due', 'payment.settled']);
    }
    await due();
    expect(bench.exits).toEqual([]);
  });

  it('MongoDB, in the middle of callbacks: the bank is told to call again, nothing is lost and nothing doubled', async () => {
    const payments = await Promise.all(Array.from({ length: 8 }, started));
    const [another, requestId] = [await due(), newId('req', new Date())];
    const calling = payments.map(({ attemptId }) => ipn(callbackFor(attemptId)));
    await engines.mongo.kill();
    const first = await Promise.all(calling);
    expect(first.filter((code) => !['00', '02', '99'].includes(code))).toEqual([]);
    expect(await ipn(callbackFor(payments[0]?.attemptId ?? ''))).toBe('99');
    const start = () => act(bench, owner, 'start', { requestId, paymentId: another.paymentId });
    expect((await start()).codes).toEqual(['INTERNAL']);
    await engines.mongo.restart();
    for (const { dossierId, paymentId, attemptId } of payments) {
      await eventually('the bank to be heard', async () => ['00', '02'].includes(await ipn(callbackFor(attemptId))));
      expect(await shown(paymentId)).toMatchObject({
        ...{ status: 'SETTLED', refundableVnd: 28_000, attempts: [{ status: 'SUCCEEDED' }] },
      });
      await heard(dossierId, 'payment.settled');
      expect(told(dossierId)).toEqual(['payment.due', 'payment.settled']);
    }
    await eventually('the citizen to be heard', async () => (await start()).codes.length === 0);
    expect(await shown(another.paymentId)).toMatchObject({ attempts: [{ status: 'STARTED' }] });
    expect(bench.exits).toEqual([]);
  });

  it('the bank’s own service: nothing is assumed, its callbacks count, refunds wait for it', async () => {
    const { dossierId, paymentId } = await aPaidPayment(bench);
    const waiting = await started();
    await bench.bank.close();
    const order = { paymentId, amountVnd: 28_000, expectedBalanceVnd: 28_000, reasonCode: 'OFFICE_ERROR' };
    const refunds = (await act(bench, lead, 'refund', order)).at('refundPayment.payment.refunds');
    expect(refunds).toMatchObject([{ status: 'AT_BANK' }]);
    bench.clock.set(new Date(bench.clock.now().getTime() + 14 * 60_000).toISOString());
    await eventually('it to be asked', () => isLogged('the bank did not answer about an attempt, it is asked again'));
    await eventually('it to be asked', () => isLogged('the bank did not answer about a refund, it is asked again'));
    expect(await shown(waiting.paymentId)).toMatchObject({ status: 'DUE', attempts: [{ status: 'STARTED' }] });
    expect(await ipn(callbackFor(waiting.attemptId))).toBe('00');
    await heard(waiting.dossierId, 'payment.settled');
    expect(told(dossierId)).toEqual(['payment.due', 'payment.settled']);
  });
});
