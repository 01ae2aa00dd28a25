import { readFileSync } from 'node:fs';
import {
  connectKafka,
  createHealth,
  createIdentityMinter,
  createMetrics,
  EnvironmentProblem,
  type Lifecycle,
  type Log,
  parseEnv,
  runWhenMain,
} from '@motcua/service-kit';
import { createTokenVerifier, type TokenTrust } from './access-token.js';
import { type Env, envShape } from './env.js';
import { createFallbackCounter, createSubgraphSeconds } from './gateway-metrics.js';
import { startGatewayServer } from './gateway-server.js';
import { createIssuerKeys } from './issuer-keys.js';
import { openCharge } from './open-charge.js';
import { readRegisteredOperations, type RegisteredOperations } from './registered-operations.js';
import { type ForwardedRoute, type PublicRoute, publicRoutes } from './public-routes.js';
import { createResilience } from './degradation/resilience.js';
import { connectSubgraph } from './subgraph-connection.js';
import { type SubscriptionSettings, usualSubscriptions } from './subscriptions/start-subscriptions.js';
import { createSubgraphSource, type Deadlines, deadlines as usualDeadlines } from './subgraph-source.js';
import type { Charge } from './spending-headers.js';
import { type UploadLimits, uploadLimits } from './upload-intake.js';

/** What a test may set otherwise; the environment cannot. */
export interface GatewaySettings {
  readonly supergraph?: string;
  readonly registered?: RegisteredOperations;
  readonly deadlines?: Deadlines;
  readonly uploads?: UploadLimits;
  readonly publicRoutes?: readonly PublicRoute[];
  /** The minute that budgets are of, in milliseconds since 1970. */
  readonly now?: () => number;
  /** Null: nobody subscribes, and Kafka is left alone. */
  readonly subscriptions?: Partial<Omit<SubscriptionSettings, 'kafka'>> | null;
}

/** Composition of the gateway: one endpoint in front of the subgraphs that the committed supergraph names. */
export async function startGateway(
  env: Env,
  lifecycle: Lifecycle,
  log: Log,
  settings: GatewaySettings = {},
): Promise<{ readonly url: string }> {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1'; // read when the gateway is made; it reports to its vendor otherwise
  refuseUnsafe(env);
  const health = createHealth();
  const metrics = createMetrics('gateway');
  const deadlines = settings.deadlines ?? usualDeadlines;
  const keys = createIssuerKeys(env.OIDC_ISSUER);
  const minter = createIdentityMinter({ privateKey: signingKey(env) });
  const asking = { minter, deadlines, seconds: createSubgraphSeconds(metrics), log };
  const resilienceTo = createResilience(metrics, log);
  health.check('identity issuer', () => keys.find().then(() => undefined));
  const subscriptions = subscriptionsOf(env, settings, log);
  return startGatewayServer({
    host: env.GATEWAY_HOST,
    port: env.GATEWAY_PORT,
    graph: {
      supergraph: settings.supergraph ?? read('../supergraph.graphql'),
      subscriptions: subscriptions?.sdl ?? null,
      development: env.NODE_ENV === 'development',
      onFallback: createFallbackCounter(metrics),
      sourceOf: (name) => {
        const connection = connectSubgraph(urlOf(name, env));
        lifecycle.defer(`subgraph ${name}`, () => connection.close());
        return createSubgraphSource({ ...asking, name, connection, resilience: resilienceTo(name) });
      },
    },
    ...edgeOf(env, settings, openCharge(env, lifecycle, log, settings.now ?? Date.now)),
    verifier: createTokenVerifier({ ...trustOf(env), keys }),
    trustedProxies: env.TRUSTED_PROXIES ?? [],
    publicRoutes: forwarded(settings.publicRoutes ?? publicRoutes, env),
    subscriptions,
    ...{ deadlines, uploads: settings.uploads ?? uploadLimits },
    ...{ health, metrics, log, lifecycle },
  });
}

function edgeOf(env: Env, { registered = readRegisteredOperations() }: GatewaySettings, charge: Charge) {
  const registeredOnly = env.REGISTERED_OPERATIONS_ONLY;
  const origins = env.CORS_ORIGINS ?? [];
  const explorer = env.EXPLORER ?? env.NODE_ENV === 'development';
  return { charge, registered, registeredOnly, origins, explorer };
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}

function subscriptionsOf(env: Env, { subscriptions = {} }: GatewaySettings, log: Log): SubscriptionSettings | null {
  if (subscriptions === null) return null;
  const kafka = connectKafka(env, 'gateway', log);
  return { ...usualSubscriptions, sdl: read('../subscriptions.graphql'), kafka, ...subscriptions };
}

function trustOf(env: Env): Omit<TokenTrust, 'keys'> {
  return { issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, guestKeys: env.ACCESS_TOKEN_PUBLIC_KEYS };
}

function forwarded(routes: readonly PublicRoute[], env: Env): readonly ForwardedRoute[] {
  return routes.map(({ subgraph, ...route }) => ({ ...route, origin: new URL(urlOf(subgraph, env)).origin }));
}

function refuseUnsafe({ NODE_ENV, OIDC_ISSUER, CORS_ORIGINS = [] }: Env): void {
  if (NODE_ENV !== 'production') return;
  const problems = [
    ...(isSafe(OIDC_ISSUER) ? [] : [{ name: 'OIDC_ISSUER', expected: 'in production, an address with https' }]),
    ...(CORS_ORIGINS.every(isSafe)
      ? []
      : [{ name: 'CORS_ORIGINS', expected: 'in production, origins with https, named one by one' }]),
  ];
  if (problems.length > 0) throw new EnvironmentProblem(problems);
}

function isSafe(url: string): boolean {
  return url.startsWith('https://');
}

function signingKey({ IDENTITY_PRIVATE_KEYS: { keys } }: Env): (typeof keys)[number] {
  const [first] = keys;
  if (first === undefined) throw new Error('IDENTITY_PRIVATE_KEYS: no key');
  return first;
}

function urlOf(subgraph: string, { SUBGRAPH_URLS }: Env): string {
  const url = SUBGRAPH_URLS[subgraph];
  if (url === undefined) throw new Error(`SUBGRAPH_URLS: no URL for ${subgraph}`);
  return url;
}

await runWhenMain(import.meta.url, 'gateway', (lifecycle, log) => startGateway(parseEnv(envShape), lifecycle, log));
