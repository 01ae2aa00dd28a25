import type { Log, Metrics } from '@motcua/service-kit';
import { Counter, Gauge } from 'prom-client';
import { CallerGone } from '../caller-patience.js';
import { EdgeRefusal } from '../edge-refusal.js';
import type { Patience } from '../patience.js';
import { createBreaker, LeftAlone } from './breaker.js';
import { createSecondTries, type Failed } from './second-tries.js';

/** How the gateway bears with one subgraph. */
export interface Resilience {
  /** Before a question. @throws LeftAlone when it is not to be asked. */
  admit(): void;
  /** It said something of use; with a status of 500 or more, it says itself that it is not well. */
  answered(status: number): void;
  /** Nothing of use came of it in the end. */
  failed(error: unknown, patience: Patience): void;
  /** Asks once more where that is worth it, otherwise rejects with the error of the first try. */
  again<Answer>(failed: Failed, ask: (withinMs: number) => Promise<Answer>): Promise<Answer>;
}

/** Makes them for each subgraph, with the figures of all in one place. */
export function createResilience(metrics: Metrics, log: Log): (subgraph: string) => Resilience {
  const { leftAlone, refusals, secondTries } = createFigures(metrics);
  return (subgraph) => {
    leftAlone.set({ subgraph }, 0);
    refusals.inc({ subgraph }, 0);
    const breaker = createBreaker((isLeftAlone) => {
      leftAlone.set({ subgraph }, isLeftAlone ? 1 : 0);
      if (isLeftAlone) log.warn('a subgraph is left alone', { unit: subgraph });
      else log.info('a subgraph answers again', { unit: subgraph });
    });
    const count = (outcome: string): void => secondTries.inc({ subgraph, outcome });
    const tries = createSecondTries(() => count('not granted'));
    return {
      admit() {
        breaker.admit();
        tries.first();
      },
      answered(status) {
        if (status >= 500) breaker.failed();
        else breaker.answered();
      },
      failed(error, patience) {
        if (error instanceof LeftAlone) refusals.inc({ subgraph });
        else if (isItsFault(error, patience)) breaker.failed();
      },
      async again(failed, ask) {
        if (!(await tries.grant(failed))) throw failed.error;
        const answer = await ask(failed.leftMs - tries.longestPauseMs).catch((error: unknown) => {
          count('failed');
          throw error;
        });
        count('answered');
        return answer;
      },
    };
  };
}

/** Not when the caller hung up or sent nonsense, nor when others used up the time of the operation. */
function isItsFault(error: unknown, patience: Patience): boolean {
  return !(error instanceof CallerGone || error instanceof EdgeRefusal || patience.over() !== null);
}

function createFigures({ registry }: Metrics) {
  const registers = [registry];
  return {
    leftAlone: new Gauge({
      name: 'motcua_gateway_subgraph_left_alone',
      help: '1 while a subgraph is not asked because it failed again and again',
      labelNames: ['subgraph'],
      registers,
    }),
    refusals: new Counter({
      name: 'motcua_gateway_subgraph_not_asked_total',
      help: 'Questions that were not asked because the subgraph is left alone',
      labelNames: ['subgraph'],
      registers,
    }),
    secondTries: new Counter({
      name: 'motcua_gateway_subgraph_second_tries_total',
      help: 'Questions asked once more, by what came of it; not granted: too many already',
      labelNames: ['subgraph', 'outcome'],
      registers,
    }),
  };
}
