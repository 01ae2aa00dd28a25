import {
  createOpener,
  createVault,
  openRequestRegister,
  openService,
  parseEnv,
  runWhenMain,
  type Clock,
  type Lifecycle,
  type Log,
  type Mongo,
} from '@motcua/service-kit';
import type { Context } from './context.js';
import { envShape, type Env } from './env.js';
import { reactions } from './events/handlers.js';
import { published } from './events/published.js';
import { resolvers } from './graphql/resolvers.js';
import { createCarrier } from './providers/carrier.js';
import { readCarrierContract } from './read-carrier-contract.js';
import { addCarrierRoutes } from './routes/carrier-routes.js';
import { openOfficeStore } from './store/office-store.js';
import { openShipmentStore } from './store/shipment-store.js';
import { openTrackingCounter } from './store/tracking-counter.js';
import { startTimers } from './timers.js';

const name = 'delivery';

export async function startDelivery(
  env: Env,
  lifecycle: Lifecycle,
  log: Log,
  given: { readonly clock?: Clock; readonly patienceMs?: number } = {},
): Promise<{ readonly url: string }> {
  const service = await openService({ name, env, lifecycle, log, clock: given.clock });
  const context: Context = {
    ...(await openStores(service.mongo)),
    ...outside(env, given.patienceMs),
    ...readCarrierContract(),
    clock: service.clock,
    log,
  };
  service.tell(context.shipments, published);
  await service.hear(reactions, context);
  startTimers(context, lifecycle);
  return service.serve({
    schema: new URL('../schema.graphql', import.meta.url),
    resolvers,
    app: context,
    routes: (server) => {
      addCarrierRoutes(server, context);
    },
  });
}

async function openStores(mongo: Mongo) {
  return {
    shipments: await openShipmentStore(mongo),
    offices: await openOfficeStore(mongo),
    nextInRange: await openTrackingCounter(mongo),
    registerRequest: await openRequestRegister(mongo),
  };
}

function outside(env: Env, patienceMs: number | undefined) {
  const { CARRIER_URL: url, CARRIER_API_KEY: apiKey, CARRIER_WEBHOOK_SECRET: webhookSecret } = env;
  return {
    opener: createOpener(env.SEAL_PRIVATE_KEYS),
    vault: createVault(env.DATA_KEYS),
    carrier: createCarrier({ url, apiKey, webhookSecret, ...(patienceMs === undefined ? {} : { patienceMs }) }),
  };
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startDelivery(parseEnv(envShape), lifecycle, log));
