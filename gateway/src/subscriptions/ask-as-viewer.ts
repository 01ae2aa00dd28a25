import { randomUUID } from 'node:crypto';
import type { ApolloServer } from '@apollo/server';
import type { Log } from '@motcua/service-kit';
import { CallerGone } from '../caller-patience.js';
import { missingPart } from '../degradation/missing-parts.js';
import { edgeRefusal } from '../edge-texts.js';
import { createGatewayContext, type GatewayContext } from '../gateway-context.js';
import { type Patience, startPatience } from '../patience.js';
import { DeadlinePassed } from '../subgraph-connection.js';
import type { Pay } from './pay.js';
import type { Session } from './session.js';
import type { Wanted } from './understand.js';
import type { Answered, Told } from './watch.js';

export interface Asking {
  readonly graph: ApolloServer<GatewayContext>;
  readonly operationMs: number;
  /** False while changes may be missed. */
  readonly hearsChanges: () => boolean;
  readonly pay: Pay;
  readonly log: Log;
}

/** Faults of ours: they pass, and nobody will tell when. Whatever else stands in the way was said by the business. */
const passing: ReadonlySet<unknown> = new Set(['SERVICE_UNAVAILABLE', 'SERVICE_TIMEOUT', 'INTERNAL']);

/** One question through the whole gateway in the subscriber's name; never rejects. */
export async function askAsViewer(
  { question: { query, answeredAs }, variables, cost }: Wanted,
  session: Session,
  asking: Asking,
  stopping: AbortSignal,
): Promise<Answered> {
  const { patience, done } = withDeadline(asking.operationMs, stopping);
  const { viewer, caller } = session;
  const context = createGatewayContext(viewer, { ...caller, id: randomUUID() }, patience);
  try {
    if (!(await asking.pay(viewer, context.callerAddress, cost))) return toldLater('RATE_LIMITED', context);
    const { body } = await asking.graph.executeOperation(
      { query, variables: { ...variables } },
      { contextValue: context },
    );
    if (body.kind !== 'single') throw new Error('a subscription was answered in parts');
    return judge(body.singleResult, answeredAs, context, asking.hearsChanges());
  } catch (error) {
    asking.log.error('a subscription could not be asked', { error, traceId: context.traceId });
    return toldLater('INTERNAL', context);
  } finally {
    done();
  }
}

function toldLater(code: 'INTERNAL' | 'RATE_LIMITED', { language, traceId }: GatewayContext): Answered {
  const { message, extensions } = edgeRefusal(code, language);
  return { told: { errors: [{ message, extensions: { ...extensions, traceId } }] }, isLast: false, isPartial: true };
}

function judge(result: Told, answeredAs: string, { language }: GatewayContext, isLive: boolean): Answered {
  const { data, errors, extensions } = result;
  const isPartial = (errors ?? []).some((error) => passing.has(error.extensions?.['code']));
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, answeredAs) : null;
  const degraded = [...missingAlready(extensions), ...(isLive ? [] : [missingPart('LIVE_UPDATES', language)])];
  const told = {
    data,
    ...(errors === undefined ? {} : { errors }),
    ...(degraded.length === 0 ? {} : { extensions: { ...extensions, degraded } }),
  };
  return { told, isPartial, isLast: !isPartial && (value === null || value === undefined) };
}

function missingAlready(extensions: Told['extensions']): readonly unknown[] {
  const degraded = extensions?.['degraded'];
  return Array.isArray(degraded) ? (degraded as readonly unknown[]) : [];
}

function withDeadline(ms: number, stopping: AbortSignal): { readonly patience: Patience; readonly done: () => void } {
  const patience = startPatience();
  const gone = (): void => patience.end(new CallerGone());
  const timer = setTimeout(() => patience.end(new DeadlinePassed()), ms);
  if (stopping.aborted) gone();
  else stopping.addEventListener('abort', gone, { once: true });
  return {
    patience,
    done: () => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', gone);
    },
  };
}
