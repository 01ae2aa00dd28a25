import { DossierSubmitted } from '@motcua/event-contracts';
import { derivedId, newId } from '@motcua/service-kit';
import type { TestBench } from '@motcua/service-kit/testing';
import { failure, signedCallback } from './bank-words.js';
import { fateOf, type Fate, type StormedPayment } from './fates.js';

const citizen = { kind: 'citizen', id: 'citizen-1' } as const;
const startMutation = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { attempt { id } } }';
const atOnce = 8;

/** Dossiers that were filed, each with an attempt at the bank; where the first is to fail, it has, and this is the second. */
export async function fileAndStart(bench: TestBench, url: string, count: number): Promise<readonly StormedPayment[]> {
  const filed = Array.from({ length: count }, (_, index) => ({
    dossierId: newId('dos', new Date()),
    fate: fateOf(index),
    amountVnd: 8_000 * (1 + (index % 5)),
  }));
  for (const { dossierId, amountVnd } of filed) await submit(bench, dossierId, amountVnd);
  for (const { dossierId } of filed) {
    await bench.waitFor('payment.v1', ({ key, type }) => key === dossierId && type === 'payment.due', 120_000);
  }
  return inParallel(filed, (payment) => begin(bench, url, payment));
}

async function begin(
  bench: TestBench,
  url: string,
  { dossierId, fate, amountVnd }: { dossierId: string; fate: Fate; amountVnd: number },
): Promise<StormedPayment> {
  const paymentId = dossierId.replace('dos_', 'pay_');
  const start = async () => {
    const input = { requestId: newId('req', new Date()), paymentId };
    return (await bench.query(url, startMutation, { input }, citizen)).textAt('startPayment.attempt.id');
  };
  const first = await start();
  if (fate !== 'FAILED_THEN_PAID') return { dossierId, paymentId, fate, amountVnd, reference: first };
  await fetch(`${url}/bank/vnpay/ipn?${signedCallback(first, amountVnd, failure)}`);
  return { dossierId, paymentId, fate, amountVnd, reference: await start() };
}

async function submit(bench: TestBench, dossierId: string, amountVnd: number): Promise<void> {
  const quantity = amountVnd / 8_000;
  const item = { key: 'extractCopy', nameVi: 'Bản sao', amountVnd: 8_000, quantity, totalVnd: amountVnd };
  const data = {
    ...DossierSubmitted.sample,
    ...{ dossierId, applicantKey: derivedId('apk', citizen.id), fees: [item], feeTotalVnd: amountVnd },
    delivery: { method: 'DESK' as const },
  };
  await bench.publish(DossierSubmitted, data, { id: `${dossierId}/1`, key: dossierId });
}

async function inParallel<In, Out>(items: readonly In[], act: (item: In) => Promise<Out>): Promise<readonly Out[]> {
  const done: Out[] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    done.push(...(await Promise.all(items.slice(from, from + atOnce).map(act))));
  }
  return done;
}
