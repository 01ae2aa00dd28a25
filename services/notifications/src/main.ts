import {
  createDataKeys,
  createOpener,
  createVault,
  openRequestRegister,
  openService,
  parseEnv,
  runWhenMain,
  type Clock,
  type Lifecycle,
  type Log,
} from '@motcua/service-kit';
import type { Context } from './context.js';
import { envShape, type Env } from './env.js';
import { reactions } from './events/handlers.js';
import { published } from './events/published.js';
import { resolvers } from './graphql/resolvers.js';
import { createMessageCentre } from './providers/smpp.js';
import { createPost } from './providers/smtp.js';
import { readTemplates } from './read-templates.js';
import { openCorrespondenceStore } from './store/correspondence-store.js';
import { startTimers } from './timers.js';

const name = 'notifications';

export async function startNotifications(
  env: Env,
  lifecycle: Lifecycle,
  log: Log,
  given: { readonly clock?: Clock } = {},
): Promise<{ readonly url: string }> {
  const templates = readTemplates();
  const service = await openService({ name, env, lifecycle, log, ...given });
  const correspondences = await openCorrespondenceStore(service.mongo);
  const vault = createVault(env.DATA_KEYS);
  const dataKeys = createDataKeys(service.mongo, vault);
  await dataKeys.ready();
  await dataKeys.adopt(correspondences.aggregate.name, 'contact.wrappedKey');
  service.tell(correspondences, published);
  const context: Context = {
    ...{ correspondences, templates, vault, dataKeys, clock: service.clock, log },
    opener: createOpener(env.SEAL_PRIVATE_KEYS),
    post: createPost({ url: env.SMTP_URL, from: env.MAIL_FROM }, lifecycle, log),
    messageCentre: createMessageCentre(smppSettings(env), lifecycle, log),
    smsPartPriceVnd: env.SMS_PART_PRICE_VND ?? null,
    registerRequest: await openRequestRegister(service.mongo),
  };
  await service.hear(reactions, context);
  startTimers(context, lifecycle);
  return service.serve({ schema: new URL('../schema.graphql', import.meta.url), resolvers, app: context });
}

function smppSettings(env: Env) {
  const { SMPP_URL: url, SMPP_SYSTEM_ID: systemId, SMPP_PASSWORD: password, SMS_BRAND: brand } = env;
  return { url, systemId, password, brand };
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startNotifications(parseEnv(envShape), lifecycle, log));
