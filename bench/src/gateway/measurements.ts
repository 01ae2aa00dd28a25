import { isDeepStrictEqual } from 'node:util';
import { percentile, rounded } from '../percentile.js';
import { type Contestants, type Name, names } from './contestants.js';
import { askOnce, load } from './load.js';
import type { MeasuredProcess } from './measured-process.js';
import { dossiers, type Question, small } from './questions.js';
import type { Rounds, Turn } from './rounds.js';

const callers = 32;
const manyCallers = 200;

/** Nobody is measured for an answer that is another one. */
export async function checkAlike(
  contestants: Contestants,
  question: Question,
  [token = '']: readonly string[],
): Promise<void> {
  const wanted = await askOnce(contestants.stock.url, question, token);
  for (const name of names) {
    const answer = await askOnce(contestants[name].url, question, token);
    if (!isDeepStrictEqual(answer, wanted)) {
      throw new Error(
        `${name} answers ${question.name} otherwise: ${JSON.stringify(answer)} instead of ${JSON.stringify(wanted)}`,
      );
    }
  }
}

/** Until plans are made, code is compiled and the subgraphs know every answer. */
export async function warmUp(contestants: Contestants, question: Question, tokens: readonly string[]): Promise<void> {
  for (const name of names) {
    await load(contestants[name].url, {
      question,
      tokens,
      connections: callers,
      until: { requests: dossiers + 500 },
    });
  }
}

/** All contestants in each round, one after the other, each time beginning with another one. */
export async function measureRounds(
  contestants: Contestants,
  given: {
    readonly question: Question;
    readonly tokens: readonly string[];
    readonly rounds: number;
    readonly seconds: number;
    readonly alike?: boolean;
  },
): Promise<Rounds> {
  const { question, tokens, seconds, alike = false } = given;
  const rounds: Record<Name, Turn>[] = [];
  for (let round = 0; round < given.rounds; round += 1) {
    const turns = new Map<Name, Turn>();
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length] ?? 'ours';
      const asked = { question, tokens, connections: callers, until: { seconds }, alike };
      turns.set(name, await measureTurn(contestants[name], asked));
    }
    // Every name has had its turn.
    rounds.push(Object.fromEntries(turns) as Record<Name, Turn>);
  }
  return rounds;
}

async function measureTurn(contestant: MeasuredProcess, asking: Parameters<typeof load>[1]): Promise<Turn> {
  const before = await contestant.usage();
  const { requests, seconds } = await load(contestant.url, asking);
  const after = await contestant.usage();
  return {
    requestsPerSecond: rounded(requests / seconds, 1),
    cpuMsPerRequest: rounded((after.cpuMs - before.cpuMs) / requests, 4),
  };
}

interface Tail {
  readonly p50: number;
  readonly p99: number;
}

/** How long callers wait when there are very many. */
export async function measureTail(
  { ours, stock }: Contestants,
  tokens: readonly string[],
  seconds: number,
): Promise<{ readonly ours: Tail; readonly stock: Tail }> {
  const tail = async ({ url }: MeasuredProcess): Promise<Tail> => {
    const { latencies } = await load(url, { question: small, tokens, connections: manyCallers, until: { seconds } });
    return { p50: rounded(percentile(latencies, 0.5), 1), p99: rounded(percentile(latencies, 0.99), 1) };
  };
  await tail(ours); // connections to subgraphs are opened once
  return { ours: await tail(ours), stock: await tail(stock) };
}

export async function measureMemory(
  contestant: MeasuredProcess,
  tokens: readonly string[],
  requests: number,
): Promise<{ readonly beforeMiB: number; readonly afterMiB: number }> {
  const before = await contestant.usage();
  await load(contestant.url, { question: small, tokens, connections: callers, until: { requests } });
  const after = await contestant.usage();
  return { beforeMiB: rounded(before.residentMiB), afterMiB: rounded(after.residentMiB) };
}
