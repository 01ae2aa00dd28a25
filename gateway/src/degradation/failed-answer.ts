import type { Log } from '@motcua/service-kit';
import { CallerGone } from '../caller-patience.js';
import { EdgeRefusal } from '../edge-refusal.js';
import { type EdgeCode, edgeText } from '../edge-texts.js';
import type { FieldPath } from '../failed-fields.js';
import type { GatewayContext } from '../gateway-context.js';
import type { GraphAnswer, SubgraphError } from '../subgraph-answer.js';
import { DeadlinePassed } from '../subgraph-connection.js';
import { LeftAlone } from './breaker.js';
import { noteMissing } from './degraded.js';
import type { Resilience } from './resilience.js';

/** Of what came to nothing: an error for each field that stays empty, and what that is for the figures. */
export function failedAnswer(
  error: unknown,
  failedPaths: () => readonly FieldPath[],
  context: GatewayContext,
  { name, log, resilience }: { readonly name: string; readonly log: Log; readonly resilience?: Resilience },
): { readonly answer: GraphAnswer & { readonly failed: true }; readonly outcome: string } {
  const failure = toFailure(error);
  const gone = error instanceof CallerGone;
  resilience?.failed(error, context.patience);
  const fields = { unit: name, code: failure.code, traceId: context.traceId, error };
  if (gone) log.debug('a caller has gone', fields);
  else if (error instanceof LeftAlone) log.debug('a subgraph was not asked', fields);
  else log.warn('a subgraph failed', fields);
  if (!gone && failure.status === undefined) noteMissing(context, name);
  return {
    answer: { errors: errorsAt(failedPaths(), failure, context), failed: true },
    outcome: gone ? 'caller gone' : failure.code,
  };
}

interface Failure {
  readonly code: EdgeCode;
  readonly status?: number;
}

function toFailure(error: unknown): Failure {
  if (error instanceof EdgeRefusal) return { code: error.code, status: error.status };
  return { code: error instanceof DeadlinePassed ? 'SERVICE_TIMEOUT' : 'SERVICE_UNAVAILABLE' };
}

function errorsAt(
  paths: readonly FieldPath[],
  { code, status }: Failure,
  context: GatewayContext,
): readonly SubgraphError[] {
  const extensions = {
    code,
    traceId: context.traceId,
    ...(status === undefined ? {} : { http: { status } }), // Apollo Server takes the status of the answer from here
  };
  return paths.map((path) => ({ message: edgeText(code, context.language), path, extensions }));
}
