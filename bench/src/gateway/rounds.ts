import { rounded } from '../percentile.js';
import { type Name, names } from './contestants.js';

/** One contestant in one round. */
export interface Turn {
  readonly requestsPerSecond: number;
  readonly cpuMsPerRequest: number;
}
export type Rounds = readonly Readonly<Record<Name, Turn>>[];

/** Against stock in the same round: how many times as many requests, and how many times less of the processor. */
export interface Ratio {
  readonly rate: number;
  readonly rateSpread: readonly [number, number];
  readonly cpu: number;
  readonly cpuSpread: readonly [number, number];
}

/** The median over the rounds, with the smallest and the largest. */
export function ratios(rounds: Rounds): Readonly<Record<Name, Ratio>> {
  const of = (name: Name): Ratio => {
    const rates = rounds.map((round) => round[name].requestsPerSecond / round.stock.requestsPerSecond);
    const cpus = rounds.map((round) => round.stock.cpuMsPerRequest / round[name].cpuMsPerRequest);
    return { rate: median(rates), rateSpread: spread(rates), cpu: median(cpus), cpuSpread: spread(cpus) };
  };
  return { ours: of('ours'), stock: of('stock'), hive: of('hive'), floor: of('floor') };
}

export function tableOf(question: string, rounds: Rounds): string {
  const found = ratios(rounds);
  const lines = names.map((name) => {
    const rate = rounded(median(rounds.map((round) => round[name].requestsPerSecond)), 1);
    const cpu = median(rounds.map((round) => round[name].cpuMsPerRequest));
    const { rate: times, rateSpread, cpu: less, cpuSpread } = found[name];
    const against = `${times} (${rateSpread.join('–')}) × stock, ${less} (${cpuSpread.join('–')}) × less CPU`;
    return `${question.padEnd(9)} ${name.padEnd(6)} ${String(rate).padStart(8)}/s  ${String(cpu).padStart(6)} ms CPU  ${against}`;
  });
  return lines.join('\n');
}

function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((one, other) => one - other);
  return rounded(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, 3);
}

function spread(figures: readonly number[]): readonly [number, number] {
  return [rounded(Math.min(...figures), 2), rounded(Math.max(...figures), 2)];
}
