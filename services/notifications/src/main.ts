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
import { messageCentreSettings, smtpSettings } from './provider-settings.js';
import { readTemplates } from './read-templates.js';
import { openCorrespondenceStore } from './store/correspondence-store.js';
import { readKeysTogether } from './store/keys-read-together.js';
import { toldTogether } from './store/told-together.js';
import { writeTogether } from './store/written-together.js';
import { startTimers } from './timers.js';
import { createEarlyReceipts } from './use-cases/early-receipts.js';
import { hearReceipt } from './use-cases/hear-receipt.js';
import { createSendingWindow } from './use-cases/sending-window.js';

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
  const telling = toldTogether(correspondences);
  service.tell(telling.store, published);
  // After the relay, so that it is closed before it.
  lifecycle.defer('what waits to be told', telling.flush);
  const context: Context = {
    ...{ correspondences, templates, vault, dataKeys, clock: service.clock, log },
    executeTogether: writeTogether(correspondences),
    ...{ opener: createOpener(env.SEAL_PRIVATE_KEYS), readKey: readKeysTogether(dataKeys) },
    post: createPost(smtpSettings(env), lifecycle, log),
    messageCentre: createMessageCentre(messageCentreSettings(env), lifecycle, log),
    ...{ textsUnderWay: createSendingWindow(64), lettersUnderWay: createSendingWindow(64) },
    earlyReceipts: createEarlyReceipts(),
    smsPartPriceVnd: env.SMS_PART_PRICE_VND ?? null,
    registerRequest: await openRequestRegister(service.mongo),
  };
  context.messageCentre.onReceipt((receipt) => hearReceipt(context, receipt));
  await service.hear(reactions, context);
  startTimers(context, lifecycle);
  return service.serve({ schema: new URL('../schema.graphql', import.meta.url), resolvers, app: context });
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startNotifications(parseEnv(envShape), lifecycle, log));
