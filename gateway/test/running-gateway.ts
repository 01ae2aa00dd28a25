import { createHash } from 'node:crypto';
import {
  type AccessTokenMinter,
  createAccessTokenMinter,
  createLifecycle,
  createLog,
  generateIdentityKeys,
  type IdentityPrivateKey,
  type Lifecycle,
} from '@motcua/service-kit';
import { parse, print } from 'graphql';
import type { Env } from '../src/env.js';
import { startGateway } from '../src/main.js';
import { registeredOperations } from '../src/registered-operations.js';
import type { GatewaySettings } from '../src/main.js';
import { clubPublicRoutes } from './club-routes.js';
import { type Issuer, startIssuer } from './identity-issuer.js';
import { clubKeys, type ClubName, clubNames, clubSupergraph, startClub } from './tennis-club.js';

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly GraphError[];
  readonly codes: readonly unknown[];
}

export interface Asked {
  readonly variables?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Running {
  readonly url: string;
  readonly issuer: Issuer;
  /** Gives access tokens to guests, as the dossiers service does. */
  readonly guests: AccessTokenMinter;
  readonly accessKey: IdentityPrivateKey;
  readonly lines: readonly string[];
  readonly lifecycle: Lifecycle;
  readonly clubs: Readonly<Record<ClubName, { readonly url: string; readonly lifecycle: Lifecycle }>>;
  readonly ask: (query: string, asked?: Asked) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

const clubOperation = print(parse('query Members { members { name court } }'));
/** Registered for the club. */
export const membersId = createHash('sha256').update(clubOperation).digest('hex');
const clubOperations = registeredOperations([{ id: membersId, name: 'Members', body: clubOperation }]);

export const quick = { operationMs: 1_500, fetchMs: 700, uploadMs: 20_000 };

/** A gateway in front of the club, everything over HTTP as in life. */
export async function startRunning(
  options: {
    readonly urls?: Readonly<Record<string, string>>;
    readonly settings?: GatewaySettings;
    readonly development?: boolean;
    readonly production?: boolean;
    readonly issuerUrl?: string;
    readonly trustedProxies?: readonly string[];
    readonly registeredOnly?: boolean;
    readonly origins?: readonly string[];
    readonly explorer?: boolean;
    readonly spending?: Partial<Pick<Env, 'COST_PER_MINUTE_VIEWER' | 'COST_PER_MINUTE_ADDRESS' | 'MONGODB_URL'>>;
  } = {},
): Promise<Running> {
  const issuer = await startIssuer();
  const accessKeys = generateIdentityKeys('access-1');
  const started = await Promise.all(clubNames.map(async (name) => [name, await startClub(name)] as const));
  // Object.fromEntries forgets that every name is there.
  const clubs = Object.fromEntries(started) as Running['clubs'];
  const lines: string[] = [];
  const log = createLog({ name: 'gateway', level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const lifecycle = createLifecycle(log, { exit: () => undefined });
  const close = async (): Promise<void> => {
    await lifecycle.close();
    await Promise.all(clubNames.map((name) => clubs[name].lifecycle.close()));
    await issuer.close();
  };
  const starting = startGateway(
    {
      NODE_ENV: options.development === true ? 'development' : options.production === true ? 'production' : 'test',
      LOG_LEVEL: 'debug',
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: 0,
      SUBGRAPH_URLS: { ...Object.fromEntries(clubNames.map((name) => [name, clubs[name].url])), ...options.urls },
      IDENTITY_PRIVATE_KEYS: { keys: [clubKeys.privateKey] },
      OIDC_ISSUER: options.issuerUrl ?? issuer.url,
      OIDC_AUDIENCE: 'motcua',
      ...kafkaSettings(),
      ACCESS_TOKEN_PUBLIC_KEYS: accessKeys.publicKeys,
      REGISTERED_OPERATIONS_ONLY: options.registeredOnly ?? false,
      ...{ COST_PER_MINUTE_VIEWER: 60_000, COST_PER_MINUTE_ADDRESS: 600_000, ...options.spending },
      ...(options.explorer === undefined ? {} : { EXPLORER: options.explorer }),
      ...(options.origins === undefined ? {} : { CORS_ORIGINS: [...options.origins] }),
      ...(options.trustedProxies === undefined ? {} : { TRUSTED_PROXIES: [...options.trustedProxies] }),
    },
    lifecycle,
    log,
    {
      ...{ supergraph: clubSupergraph(), registered: clubOperations, deadlines: quick },
      ...{ publicRoutes: clubPublicRoutes, subscriptions: null },
      ...options.settings,
    },
  );
  const { url } = await starting.catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    ...{ url, issuer, lines, lifecycle, clubs },
    guests: createAccessTokenMinter({ keys: [accessKeys.privateKey] }),
    accessKey: accessKeys.privateKey,
    ask: (query, { variables, token, headers } = {}) =>
      send(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(token), ...headers },
        body: JSON.stringify({ query, variables }),
      }),
    close,
  };
}

/** Of the run's own Kafka; read only where a test subscribes. */
function kafkaSettings() {
  const { KAFKA_BROKERS = '', KAFKA_USERNAME = '', KAFKA_PASSWORD = '' } = process.env;
  return {
    ...{ KAFKA_BROKERS, KAFKA_USERNAME, KAFKA_PASSWORD },
    ...{ KAFKA_SASL_MECHANISM: 'plain' as const, TOPIC_PREFIX: '' },
  };
}

export function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

export async function send(url: string, request: RequestInit, path = '/graphql'): Promise<Answer> {
  const response = await fetch(`${url}${path}`, request);
  const text = await response.text();
  const { data, errors = [] } = parseAnswer(text);
  const codes = errors.map(({ extensions }) => extensions['code']);
  return { status: response.status, headers: response.headers, text, data, errors, codes };
}

function parseAnswer(text: string): { data?: Answer['data']; errors?: readonly GraphError[] } {
  // The shape is what the tests check; a wrong one fails them.
  return text.startsWith('{') ? (JSON.parse(text) as ReturnType<typeof parseAnswer>) : {};
}
