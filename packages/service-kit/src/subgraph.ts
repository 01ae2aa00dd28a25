import type { FastifyInstance } from 'fastify';
import type { Health } from './health.js';
import type { IdentityVerifier } from './identity.js';
import type { Lifecycle } from './lifecycle.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';

export interface UploadLimits {
  /** Of one file, in bytes; slightly above the gateway's, so that the gateway is the one to say no. */
  readonly maxFileBytes: number;
  readonly maxFiles: number;
}

export interface SubgraphOptions<App> {
  readonly name: string;
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  /** The text of schema.graphql. */
  readonly typeDefs: string;
  /** Of every field of Query and Mutation, and of no field the schema does not have; the platform's scalars are added. */
  readonly resolvers: Readonly<Record<string, unknown>>;
  /** The plain object that use cases receive; reaches resolvers as `context.app`. */
  readonly app: App;
  readonly identity: IdentityVerifier;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly lifecycle: Lifecycle;
  /** Without it multipart requests are refused. */
  readonly uploads?: UploadLimits;
  /** Routes beside GraphQL, open to whoever reaches the port: a bank's callback, a file by signed link. */
  readonly routes?: (server: FastifyInstance) => void;
}

/**
 * Serves a subgraph: `/graphql` for the gateway alone (a caller without a valid internal identity gets 401 before a body is
 * read), `/livez`, `/readyz`, `/metrics` and the service's own routes. Drains when the lifecycle closes.
 * `url` is the server's root, e.g. `http://127.0.0.1:4101`.
 */
export async function startSubgraph<App>(options: SubgraphOptions<App>): Promise<{ readonly url: string }> {
  // Read by the vendor's packages while they load, therefore set before they are imported.
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  const { openSubgraph } = await import('./subgraph/open-subgraph.js');
  return openSubgraph(options);
}
