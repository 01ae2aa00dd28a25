import { connectMongo } from '@motcua/service-kit';
import { databaseOf } from '@motcua/service-kit/mongo';
import type { TestBench } from '@motcua/service-kit/testing';
import { expectedOf, type StormedPayment } from './fates.js';

export interface Verdict {
  /** Money or its review that did not arrive. */
  readonly lost: number;
  /** Settled, reviewed or booked more than once. */
  readonly doubled: number;
  /** Books that do not add up, states that are wrong, and what the bank's statement does not show. */
  readonly mismatched: number;
}

interface Row {
  readonly _id: string;
  readonly state: { readonly status: string; readonly balances: Readonly<Record<string, number>> };
  readonly facts: readonly { readonly entries?: readonly Entry[] }[];
}

interface Entry {
  readonly account: string;
  readonly debitVnd: number;
  readonly creditVnd: number;
}

const office = 'off_ha-dong';
const officer = { kind: 'officer', id: 'officer-1', officeId: office, roles: ['receive'] } as const;
const reconciliation = `query ($day: Date!, $officeId: ID!) { reconciliation(day: $day, officeId: $officeId) {
  bankVnd bookedVnd mismatches { code reference } } }`;

/** What became of every payment, held against what the bank really did. */
export async function judge(
  bench: TestBench,
  url: string,
  payments: readonly StormedPayment[],
  day: string,
): Promise<Verdict> {
  await Promise.all(payments.map((payment) => arrived(bench, payment)));
  const mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
  const rows = await databaseOf(mongo).collection<Row>('payments').find({}).toArray();
  const byId = new Map(rows.map((row) => [row._id, row]));
  const verdicts = payments.map((payment) => judgeOne(bench, payment, byId.get(payment.paymentId)));
  const sum = (key: keyof Verdict) => verdicts.reduce((total, verdict) => total + verdict[key], 0);
  const against = await againstStatement(bench, url, payments, day);
  return { lost: sum('lost'), doubled: sum('doubled'), mismatched: sum('mismatched') + against };
}

/** The last word about it was told, or never is: then the verdict says so. */
async function arrived(bench: TestBench, payment: StormedPayment): Promise<void> {
  const { settled, reviewed } = expectedOf(payment);
  const awaited =
    settled === 1 ? 'payment.settled' : reviewed === 1 ? 'payment.under-review' : 'payment.attempt-failed';
  const isIt = ({ key, type }: { key: string; type: string }) => key === payment.dossierId && type === awaited;
  await bench.waitFor('payment.v1', isIt, 60_000).catch((error: unknown) => {
    process.stderr.write(`${payment.fate} ${payment.reference}: ${String(error)}\n`);
  });
}

function judgeOne(bench: TestBench, payment: StormedPayment, row: Row | undefined): Verdict {
  const expected = expectedOf(payment);
  if (row === undefined) return { lost: 1, doubled: 0, mismatched: 0 };
  const told = (type: string) =>
    bench.seen('payment.v1').filter((event) => event.key === payment.dossierId && event.type === type).length;
  const held = row.state.balances['BANK_CLEARING'] ?? 0;
  const [settled, reviewed] = [told('payment.settled'), told('payment.under-review')];
  const isLost = held < expected.heldVnd || settled < expected.settled || reviewed < expected.reviewed;
  const isDoubled = held > expected.heldVnd || settled > expected.settled || reviewed > expected.reviewed;
  const isWrong = row.state.status !== expected.status || !addsUp(row);
  return { lost: Number(isLost), doubled: Number(isDoubled), mismatched: Number(isWrong) };
}

/** The balances are those of all bookings ever made, and all accounts together are nothing. */
function addsUp({ state, facts }: Row): boolean {
  const sums = new Map<string, number>();
  for (const { account, debitVnd, creditVnd } of facts.flatMap(({ entries = [] }) => entries)) {
    sums.set(account, (sums.get(account) ?? 0) + debitVnd - creditVnd);
  }
  const same = Object.entries(state.balances).every(([account, balance]) => (sums.get(account) ?? 0) === balance);
  return same && [...sums.values()].reduce((total, balance) => total + balance, 0) === 0;
}

/** What is under review is listed as such; anything else listed, or sums that differ, do not fit. */
async function againstStatement(
  bench: TestBench,
  url: string,
  payments: readonly StormedPayment[],
  day: string,
): Promise<number> {
  const answer = await bench.query(url, reconciliation, { day, officeId: office }, officer);
  const found = answer.at('reconciliation') as { bankVnd: number; bookedVnd: number; mismatches: { code: string }[] }; // as the schema says
  const reviewed = payments.filter((payment) => expectedOf(payment).reviewed === 1 && expectedOf(payment).heldVnd > 0);
  const others = found.mismatches.filter(({ code }) => code !== 'UNDER_REVIEW').length;
  const missing = Math.abs(found.mismatches.length - others - reviewed.length);
  return others + missing + Number(found.bankVnd !== found.bookedVnd);
}
