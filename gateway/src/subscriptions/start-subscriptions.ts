import type { ApolloServer } from '@apollo/server';
import { aboutDossiers } from '@motcua/event-contracts';
import type { Kafka, Lifecycle, Log, Metrics } from '@motcua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { TokenVerifier } from '../access-token.js';
import { createForwardedAddress } from '../forwarded-address.js';
import type { GatewayContext } from '../gateway-context.js';
import type { RegisteredOperations } from '../registered-operations.js';
import type { RequestJudge } from '../request-judgement.js';
import { createChanges } from './changes.js';
import { startHearing } from './hear-changes.js';
import type { Charge } from '../spending-headers.js';
import { payingBy } from './pay.js';
import { addEventStream } from './over-sse.js';
import { startWebSockets } from './over-websocket.js';
import type { PlaceLimits } from './places.js';
import { createSubscriptionMetrics } from './subscription-metrics.js';
import { createSubscriptions } from './subscriptions.js';
import type { Transport } from './transport.js';
import { type Paces, usualPaces } from './watch.js';

export interface SubscriptionSettings {
  readonly kafka: Kafka;
  readonly topics: readonly string[];
  /** SDL of the subscription type; a field `thingChanged(id)` is answered by the query `thing(id)`. */
  readonly sdl: string;
  readonly limits: PlaceLimits & { readonly connections: number };
  readonly paces: Paces;
  readonly beatMs: number;
  readonly silentAfterMs: number;
}

export const usualSubscriptions: Omit<SubscriptionSettings, 'kafka' | 'sdl'> = {
  topics: aboutDossiers,
  limits: { ofProcess: 2_000, ofViewer: 20, connections: 2_500 },
  paces: usualPaces,
  beatMs: 15_000,
  silentAfterMs: 5_000,
};

/** Everything about subscriptions: hears what changes, and serves those who watch, over WebSocket and server-sent events. */
export function startSubscriptions(
  server: FastifyInstance,
  graph: ApolloServer<GatewayContext>,
  around: {
    readonly settings: SubscriptionSettings;
    readonly schema: () => GraphQLSchema;
    readonly judge: RequestJudge;
    readonly charge: Charge;
    readonly development: boolean;
    readonly operationMs: number;
    readonly trustedProxies: readonly string[];
    readonly verifier: TokenVerifier;
    readonly registered: RegisteredOperations;
    readonly metrics: Metrics;
    readonly lifecycle: Lifecycle;
    readonly log: Log;
  },
): void {
  const { settings, lifecycle, log, verifier, trustedProxies } = around;
  const changes = createChanges();
  const ears = startHearing({ ...settings, changes, lifecycle, log });
  const metrics = createSubscriptionMetrics(around.metrics, ears.hears);
  const subscriptions = createSubscriptions({
    ...{ graph, log, changes, metrics, limits: settings.limits, paces: settings.paces },
    ...{ schema: around.schema, judge: around.judge, development: around.development, operationMs: around.operationMs },
    hearsChanges: ears.hears,
    pay: payingBy(around.charge),
  });
  const addressOf = createForwardedAddress(trustedProxies);
  const transport: Transport = {
    ...{ subscriptions, verifier, metrics, lifecycle, log, beatMs: settings.beatMs, registered: around.registered },
    mostConnections: settings.limits.connections,
    callerOf: (request) => ({ ip: addressOf(request), headers: request.headers, socket: request.socket }),
  };
  addEventStream(server, transport);
  startWebSockets(server.server, transport);
}
