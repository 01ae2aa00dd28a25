import { agencies } from '@motcua/event-contracts';
import type { FastifyInstance } from 'fastify';
import { createAgencyBook } from './agencies/agency-book.js';
import { agencyRoutes } from './agencies/agency-routes.js';
import { startAgencies } from './agencies/start-agencies.js';
import { bankRoutes } from './bank/bank-routes.js';
import { createLedger } from './bank/ledger.js';
import { carrierRoutes } from './carrier/carrier-routes.js';
import { createDoor, type Door } from './carrier/door.js';
import { createParcels } from './carrier/parcels.js';
import { createWebhooks } from './carrier/webhooks.js';
import { createChanges } from './changes.js';
import { createClock, type Clock } from './clock/clock.js';
import { clockRoutes } from './clock/clock-routes.js';
import { createClosing, type Closing } from './closing.js';
import { parseEnv, type Env } from './env.js';
import { createHealth } from './health.js';
import { createHttp, whenListening } from './http.js';
import { createIssuer } from './identity/issuer.js';
import { identityRoutes } from './identity/identity-routes.js';
import { journalRoute } from './journal-route.js';
import { createLog, type Log } from './log.js';
import { startMailbox } from './mail/mailbox.js';
import { pageRoutes } from './page/page-routes.js';
import { runWhenMain } from './run-when-main.js';
import { startSmsCentre } from './sms/sms-centre.js';
import { toE164 } from './sms/text-inbox.js';
import { weatherRoutes } from './weather/weather-routes.js';
import { createWeatherStation, type WeatherStation } from './weather/weather.js';

export interface Sandbox {
  readonly url: string;
  readonly smtpPort: number;
  readonly smppPort: number;
  readonly clock: Clock;
  close(): Promise<void>;
}

/** Starts the whole outside world; resolves when every protocol listens. Agencies connect when Kafka answers. */
export async function startSandbox(source: NodeJS.ProcessEnv, givenLog?: Log): Promise<Sandbox> {
  const env = parseEnv(source);
  const log = givenLog ?? createLog(env.LOG_LEVEL);
  const closing = createClosing(log);
  try {
    return await compose(env, log, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function compose(env: Env, log: Log, closing: Closing): Promise<Sandbox> {
  const changes = createChanges();
  const onChange = (): void => changes.happened();
  const clock = createClock(Date.now, env.CLOCK_STARTS_AT);
  closing.defer('clock', () => clock.stop());
  clock.onMove(onChange);
  const weather = createWeatherStation();
  const { mailbox, sms } = await openInboxes(env, { clock, log, onChange, weather }, closing);

  const app = createHttp(log);
  const listening = whenListening(app);
  const health = createHealth();
  health.awaits('http', listening);
  health.check('smtp', () => mailbox.isListening());
  health.check('smpp', () => sms.isListening());
  health.routes(app);
  clockRoutes(app, clock);
  weatherRoutes(app, weather);
  journalRoute(app, '/mailbox', mailbox.letters, ({ to }, wanted) => to === wanted.toLowerCase());
  journalRoute(app, '/texts', sms.texts, ({ to }, wanted) => to === toE164(wanted));
  const door = createDoor({ texts: sms.texts, patienceMs: env.CARRIER_DOOR_PATIENCE_MS });
  const shop = openShops(app, { env, clock, log, onChange, closing, door });
  pageRoutes(app, { clock, letters: mailbox.letters, texts: sms.texts, ...shop }, changes);

  const issuerUrl = listening.then((url) => `${env.SANDBOX_PUBLIC_URL?.origin ?? url}/oidc`);
  const issuer = issuerUrl.then((url) => createIssuer({ url, agencyPasswords: env.AGENCY_PASSWORDS, log }));
  health.awaits('oidc', issuer);
  identityRoutes(app, issuer);
  closing.defer('HTTP', () => app.close());
  await app.listen({ host: env.SANDBOX_HOST, port: env.SANDBOX_PORT });
  const url = await listening;
  await issuer;
  for (const agency of startAgencies({ env, tokenUrl: `${url}/oidc/token`, books: shop.agencies, clock, log })) {
    health.check(`agency ${agency.name}`, () => agency.isConnected());
    closing.defer(agency.name, () => agency.stop());
  }
  return { url, smtpPort: mailbox.port, smppPort: sms.port, clock, close: () => closing.close() };
}

/** Where letters and texts arrive. */
async function openInboxes(
  { SANDBOX_HOST: host, SMTP_PORT, SMPP_PORT, SMPP_SYSTEM_ID: systemId, SMPP_PASSWORD: password, MESSAGES_KEPT }: Env,
  around: { readonly clock: Clock; readonly log: Log; readonly onChange: () => void; readonly weather: WeatherStation },
  closing: Closing,
) {
  const options = { ...around, host, limit: MESSAGES_KEPT };
  const mailbox = await startMailbox({ ...options, port: SMTP_PORT });
  closing.defer('mailbox', () => mailbox.close());
  const sms = await startSmsCentre({ ...options, port: SMPP_PORT, systemId, password });
  closing.defer('SMS centre', () => sms.close());
  return { mailbox, sms };
}

interface ShopOptions {
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
  readonly closing: Closing;
  readonly door: Door;
}

/** The bank, the carrier and the agencies' books. */
function openShops(app: FastifyInstance, { env, clock, log, onChange, closing, door }: ShopOptions) {
  const ledger = createLedger(onChange);
  const merchant = { tmnCode: env.VNPAY_TMN_CODE, hashSecret: env.VNPAY_HASH_SECRET };
  bankRoutes(app, { merchant, ipnUrl: env.VNPAY_IPN_URL, clock, ledger, log });
  const webhooks = createWebhooks({ url: env.CARRIER_WEBHOOK_URL, secret: env.CARRIER_WEBHOOK_SECRET, log });
  closing.defer('webhooks', () => webhooks.stop());
  const parcels = createParcels({ clock, webhooks, door, onChange });
  carrierRoutes(app, parcels, env.CARRIER_API_KEY);
  const books = agencies.map((agency) =>
    createAgencyBook({ agency, workingMs: env.AGENCY_WORKING_MS[agency], clock, onChange }),
  );
  agencyRoutes(app, books);
  return { ledger, parcels: parcels.journal, agencies: books };
}

await runWhenMain(import.meta.url, startSandbox);
