import type { DocumentNode } from 'graphql';
import { shareMissing } from '../degradation/degraded.js';
import type { GatewayContext } from '../gateway-context.js';
import { type Patience, startPatience } from '../patience.js';
import type { AskedOperation, CompiledOperation, Result, Variables } from './compiled-operation.js';

/** Somebody who asks later waits for an answer of their own: what was asked so long ago may be old by now. */
const longestJoinMs = 1_000;

export interface SharedAnswers {
  /** Runs the operation, or waits for the same one that runs already; null as of `CompiledOperation.run`. */
  run(
    operation: CompiledOperation,
    asked: AskedOperation,
    variables: Variables,
    context: GatewayContext,
  ): Promise<Result> | null;
}

interface Flight {
  answerFor(context: GatewayContext): Promise<Result>;
  readonly startedAt: number;
  join(patience: Patience): void;
}

/**
 * Queries that are under way and are asked again – the same document and variables by the same viewer from the same address
 * in the same language – are answered once. Nobody joins what began before a mutation did or was over.
 */
export function shareAnswers(now: () => number = () => performance.now()): SharedAnswers {
  let flights = new WeakMap<DocumentNode, Map<string, Flight>>();
  const forget = (): void => {
    flights = new WeakMap();
  };
  return {
    run(operation, asked, variables, context) {
      if (!operation.isQuery) return alone(operation.run(variables, context), forget);
      if (context.sharesAnswers !== true) return operation.run(variables, context);
      const same = flights.get(asked.document) ?? new Map<string, Flight>();
      flights.set(asked.document, same);
      const key = keyOf(asked, variables, context);
      const known = same.get(key);
      if (known !== undefined && now() - known.startedAt < longestJoinMs) {
        known.join(context.patience);
        return known.answerFor(context);
      }
      const waiting = lastOf(context.patience);
      const flown: GatewayContext = { ...context, patience: waiting.patience };
      const answer = operation.run(variables, flown);
      if (answer === null) return null;
      const answerFor = async (each: GatewayContext): Promise<Result> => {
        const result = await answer;
        shareMissing(flown, each);
        return result;
      };
      const flight: Flight = { answerFor, startedAt: now(), join: waiting.join };
      same.set(key, flight);
      const landed = (): void => {
        if (same.get(key) === flight) same.delete(key);
      };
      answer.then(landed, landed);
      return answerFor(context);
    },
  };
}

function alone(answer: Promise<Result> | null, forget: () => void): Promise<Result> | null {
  forget();
  return answer?.finally(forget) ?? null;
}

/** Everything a subgraph may answer by. */
function keyOf({ operationName }: AskedOperation, variables: Variables, context: GatewayContext): string {
  return JSON.stringify([operationName, context.viewer, context.callerAddress, context.language, variables]);
}

/** Over when nobody waits any more, for the reason of the last one. */
function lastOf(first: Patience): { readonly patience: Patience; readonly join: (patience: Patience) => void } {
  const last = startPatience();
  let waiting = 0;
  const join = (patience: Patience): void => {
    waiting += 1;
    patience.hear((why) => {
      waiting -= 1;
      if (waiting === 0) last.end(why);
    });
  };
  join(first);
  return { patience: last, join };
}
