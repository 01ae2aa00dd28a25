import { OfficeChanged } from '@motcua/event-contracts';
import { readPrinted } from '@motcua/printed-documents/testing';
import { newId } from '@motcua/service-kit';
import { connectMongo } from '@motcua/service-kit/mongo';
import { openReceiptNumbers } from '../src/store/receipt-numbers.js';
import {
  about,
  act,
  aFiledDossier,
  anotherCitizen,
  aPaidPayment,
  desk,
  openPaymentsBench,
  owner,
  type PaymentsBench,
} from './payments-bench.js';

let bench: PaymentsBench;
beforeAll(async () => {
  bench = await openPaymentsBench();
}, 60_000);
afterAll(() => bench.close());

interface Receipt {
  readonly id: string;
  readonly number: string;
  readonly amountVnd: number;
  readonly downloadPath: string;
}

const document = 'query ($id: ID!) { payment(id: $id) { receipts { id number amountVnd downloadPath } } }';

async function receiptsOf(paymentId: string): Promise<readonly Receipt[]> {
  const answer = await bench.query(bench.url, document, { id: paymentId }, owner);
  return (answer.at('payment.receipts') ?? []) as readonly Receipt[]; // as the schema says
}

async function aReceipt(paymentId: string): Promise<Receipt> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const [receipt] = await receiptsOf(paymentId);
    if (receipt !== undefined) return receipt;
    if (Date.now() > deadline) throw new Error('no receipt was issued');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const paidInCash = async (): Promise<string> => {
  const { dossierId, paymentId } = await aFiledDossier(bench);
  await bench.waitFor('payment.v1', about(dossierId, 'payment.due'));
  await act(bench, desk, 'cash', { paymentId, amountVnd: 28_000 });
  return paymentId;
};

describe('a receipt', () => {
  it('is a paper that names the office and the dossier, the sum in words, and no person', async () => {
    const office = { ...OfficeChanged.sample, officeId: 'off_ha-dong' };
    await bench.publishTwice(OfficeChanged, office, { id: 'off_ha-dong/7', key: 'off_ha-dong' });
    const { paymentId } = await aPaidPayment(bench);
    const { downloadPath, number, amountVnd } = await aReceipt(paymentId);
    expect(amountVnd).toBe(28_000);
    const answer = await fetch(`${bench.url}${downloadPath}`);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      ...[200, 'application/pdf', 'private, no-store'],
    ]);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const { text } = readPrinted(bytes);
    const [form = '', series = '', digits = ''] = number.split('/');
    for (const said of [form, series, digits, 'H26.153-261123-0001', 'Cước bưu chính', '28.000', 'VNPAY']) {
      expect(text).toContain(said);
    }
    expect(text).toContain('Hai mươi tám nghìn đồng');
    expect(text).toContain(OfficeChanged.sample.name.vi);
    const again = Buffer.from(await (await fetch(`${bench.url}${downloadPath}`)).arrayBuffer());
    expect(again.equals(bytes)).toBe(true);
  });

  it('opens for five minutes to its link alone', async () => {
    const paymentId = await paidInCash();
    const { downloadPath } = await aReceipt(paymentId);
    const now = bench.clock.now();
    for (const other of ['/receipts/', `${downloadPath}A`, downloadPath.replace('/receipts/', '/receipts/A')]) {
      expect((await fetch(`${bench.url}${other}`)).status).toBe(404);
    }
    bench.clock.set(new Date(now.getTime() + 5 * 60_000).toISOString());
    expect((await fetch(`${bench.url}${downloadPath}`)).status).toBe(404);
    const seen = await bench.query(bench.url, document, { id: paymentId }, anotherCitizen);
    expect(seen.at('payment')).toBeNull();
  });

  it('has the next number, whoever is paid at the same time', async () => {
    const before = await numbersSoFar();
    const paymentIds = await Promise.all(Array.from({ length: 12 }, paidInCash));
    const receipts = await Promise.all(paymentIds.map(aReceipt));
    const numbers = receipts.map(({ number }) => Number(number.slice(-7))).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => before + index + 1));
  });
});

describe('the numbers of a book', () => {
  it('have no gap and no double under many hands, and stay with who holds them', async () => {
    const numbers = await openReceiptNumbers(await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log));
    const book = newId('book', new Date());
    const holders = Array.from({ length: 40 }, (_, index) => `${book}/holder-${String(index)}`);
    const taken = await Promise.all(holders.flatMap((holder) => [numbers(book, holder), numbers(book, holder)]));
    const byHolder = holders.map((_, index) => [taken[2 * index], taken[2 * index + 1]] as const);
    expect(byHolder.every(([first, second]) => first === second)).toBe(true);
    expect(byHolder.map(([number]) => number ?? 0).sort((a, b) => a - b)).toEqual(holders.map((_, index) => index + 1));
    expect(await numbers(book, holders[7] ?? '')).toBe(byHolder[7]?.[0]);
  });
});

/** What the book of this office has given out, by one more receipt. */
async function numbersSoFar(): Promise<number> {
  return Number((await aReceipt(await paidInCash())).number.slice(-7));
}
