import {
  createSignedLinks,
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
import { createVnpay } from './providers/vnpay.js';
import { addBankRoutes } from './routes/bank-routes.js';
import { addReceipts } from './routes/receipts.js';
import { openCallbackStore } from './store/callback-store.js';
import { openOfficeNames } from './store/office-names.js';
import { openPaymentStore } from './store/payment-store.js';
import { openReceiptNumbers } from './store/receipt-numbers.js';
import { openReferenceCounter } from './store/reference-counter.js';
import { startTimers } from './timers.js';

const name = 'payments';

export async function startPayments(
  env: Env,
  lifecycle: Lifecycle,
  log: Log,
  given: { readonly clock?: Clock } = {},
): Promise<{ readonly url: string }> {
  const service = await openService({ name, env, lifecycle, log, ...given });
  const { mongo, clock } = service;
  const payments = await openPaymentStore(mongo);
  service.tell(payments, published);
  const context: Context = {
    payments,
    callbacks: await openCallbackStore(mongo),
    nextReference: await openReferenceCounter(mongo),
    registerRequest: await openRequestRegister(mongo),
    receiptNumbers: await openReceiptNumbers(mongo),
    offices: await openOfficeNames(mongo),
    links: createSignedLinks(createVault(env.DATA_KEYS)),
    bank: createVnpay(vnpaySettings(env)),
    clock,
    log,
  };
  await service.hear(reactions, context);
  startTimers(context, lifecycle);
  return service.serve({
    schema: new URL('../schema.graphql', import.meta.url),
    resolvers,
    app: context,
    routes: (server) => {
      addBankRoutes(server, context);
      addReceipts(server, context);
    },
  });
}

function vnpaySettings(env: Env) {
  return {
    payUrl: env.VNPAY_PAY_URL,
    apiUrl: env.VNPAY_API_URL,
    tmnCode: env.VNPAY_TMN_CODE,
    hashSecret: env.VNPAY_HASH_SECRET,
    returnUrl: env.VNPAY_RETURN_URL,
    statementUrl: env.BANK_STATEMENT_URL,
    transferAccount: transferAccountOf(env),
    ipAddress: env.VNPAY_IP_ADDRESS,
  };
}

function transferAccountOf({ TRANSFER_BANK_ID: bankId, TRANSFER_ACCOUNT: accountNumber }: Env) {
  return bankId === undefined || accountNumber === undefined ? null : { bankId, accountNumber };
}

await runWhenMain(import.meta.url, name, (lifecycle, log) => startPayments(parseEnv(envShape), lifecycle, log));
