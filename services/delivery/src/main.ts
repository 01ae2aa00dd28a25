import {
  createDataKeys,
  createOpener,
  createSealer,
  createSignedLinks,
  createVault,
  openRequestRegister,
  openService,
  parseEnv,
  runWhenMain,
  type Clock,
  type Lifecycle,
  type Log,
  type Mongo,
  type Vault,
} from '@motcua/service-kit';
import type { Context } from './context.js';
import { envShape, type Env } from './env.js';
import { reactions } from './events/handlers.js';
import { published } from './events/published.js';
import { resolvers } from './graphql/resolvers.js';
import { createCarrier } from './providers/carrier.js';
import { readCarrierContract } from './read-carrier-contract.js';
import { addCarrierRoutes } from './routes/carrier-routes.js';
import { addPapers } from './routes/papers.js';
import { openCarrierMessages } from './store/carrier-message-store.js';
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
  const vault = createVault(env.DATA_KEYS);
  const context: Context = {
    ...(await openStores(service.mongo, vault)),
    ...outside(env, given.patienceMs),
    vault,
    links: createSignedLinks(vault),
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
      addPapers(server, context);
    },
  });
}

async function openStores(mongo: Mongo, vault: Vault) {
  const shipments = await openShipmentStore(mongo);
  const dataKeys = createDataKeys(mongo, vault);
  await dataKeys.ready();
  await dataKeys.adopt(shipments.aggregate.name, 'wrappedKey');
  return {
    ...{ shipments, dataKeys },
    carrierMessages: await openCarrierMessages(mongo),
    offices: await openOfficeStore(mongo),
    nextInRange: await openTrackingCounter(mongo),
    registerRequest: await openRequestRegister(mongo),
  };
}

function outside(env: Env, patienceMs: number | undefined) {
  const { CARRIER_URL: url, CARRIER_API_KEY: apiKey, CARRIER_WEBHOOK_SECRET: webhookSecret } = env;
  return {
    opener: createOpener(env.SEAL_PRIVATE_KEYS),
    sealer: createSealer(env.SEAL_PUBLIC_KEYS),
    carrier: createCarrier({ url, apiKey, webhookSecret, ...(patienceMs === undefined ? {} : { patienceMs }) }),
  };
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startDelivery(parseEnv(envShape), lifecycle, log));
