import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { AggregateStore, Telling } from './aggregate-store.js';
import { createClock, type Clock } from './clock.js';
import { startConsumer } from './consumer.js';
import type { Dealing } from './deal-with.js';
import { createHealth } from './health.js';
import { createIdentityVerifier } from './identity.js';
import { connectKafka } from './kafka.js';
import type { Lifecycle } from './lifecycle.js';
import type { Log } from './log.js';
import { createMetrics } from './metrics.js';
import { connectMongo, pingMongo, type Mongo } from './mongo.js';
import type { PartnerSigner } from './partner-signature.js';
import { startPublisher } from './publisher.js';
import type { Fact } from './pure.js';
import type { Reaction } from './reaction.js';
import { startRelay } from './relay.js';
import type { serviceEnv } from './service-env.js';
import { startSubgraph, type SubgraphOptions } from './subgraph.js';

export type ServiceEnv = z.infer<z.ZodObject<typeof serviceEnv>>;

/** What every service's `main.ts` joins: its database and its clock, telling, hearing and answering. */
export interface Service {
  readonly mongo: Mongo;
  readonly clock: Clock;
  /** Publishes the facts of a store from now on; part of `/readyz`. `sign` is needed for partner topics. */
  tell<S, F extends Fact>(store: AggregateStore<S, F>, published: Telling<S, F>, sign?: PartnerSigner): void;
  /** Joins the consumer group named after the service; part of `/readyz`. */
  hear<Context>(
    reactions: readonly Reaction<Context>[],
    context: Context,
    onDeadLetter?: Dealing<Context>['onDeadLetter'],
  ): Promise<void>;
  /** Answers as a subgraph, last of all: from here on the service is ready. */
  serve<App>(options: Serving<App>): Promise<{ readonly url: string }>;
}

export interface Serving<App> extends Pick<SubgraphOptions<App>, 'resolvers' | 'app' | 'uploads' | 'routes'> {
  /** Where schema.graphql lies. */
  readonly schema: URL;
}

export interface Running {
  readonly name: string;
  readonly env: ServiceEnv;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  /** A test's clock; else the system's, or the sandbox's when CLOCK_URL says so. */
  readonly clock?: Clock | undefined;
}

/** Opens what every service has; each opening is closed by the lifecycle. Nothing is heard or answered before it is asked. */
export async function openService({ name, env, lifecycle, log, clock: given }: Running): Promise<Service> {
  const health = createHealth();
  const clock = given ?? (await createClock({ url: env.CLOCK_URL, lifecycle, log }));
  const mongo = await connectMongo(env.MONGODB_URL, lifecycle, log);
  const kafka = connectKafka(env, name, log);
  const publisher = startPublisher(kafka, lifecycle, log);
  health.check('mongo', () => pingMongo(mongo));
  return {
    mongo,
    clock,
    tell(store, published, sign) {
      const telling = { store, source: `/motcua/${name}`, published, publisher, lifecycle, log };
      const relay = startRelay({ ...telling, ...(sign === undefined ? {} : { sign }) });
      health.check(`relay of ${store.aggregate.name}`, () => relay.check());
    },
    async hear(reactions, context, onDeadLetter) {
      const hearing = { kafka, groupId: name, reactions, context, publisher, lifecycle, log, clock };
      const consumer = await startConsumer({ ...hearing, ...(onDeadLetter === undefined ? {} : { onDeadLetter }) });
      health.check('consumer', () => consumer.check());
    },
    serve: ({ schema, ...options }) =>
      startSubgraph({
        ...{ name, host: env.SERVICE_HOST, port: env.SERVICE_PORT, health, log, lifecycle, ...options },
        typeDefs: readFileSync(schema, 'utf8'),
        identity: createIdentityVerifier({ publicKeys: env.IDENTITY_PUBLIC_KEYS, audience: name }),
        metrics: createMetrics(name),
      }),
  };
}
