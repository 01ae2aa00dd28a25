import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock/clock.js';
import { fieldsOf } from '../fields.js';
import { html, page, type Html } from '../html.js';
import { sendPage } from '../http.js';
import { journalRoute } from '../journal-route.js';
import type { Log } from '../log.js';
import { createCallbacks } from './callbacks.js';
import type { Ledger } from './ledger.js';
import { createMerchantApi } from './merchant-api.js';
import { outcomes } from './outcomes.js';
import { parsePayRequest, type Merchant, type PayRequest } from './pay-request.js';
import { statementOf } from './statement.js';
import { createTransactions } from './transactions.js';
import { createTransfers } from './transfers.js';

export interface BankOptions {
  readonly merchant: Merchant;
  readonly ipnUrl: URL | undefined;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly log: Log;
}

/** VNPAY 2.1.0 for one merchant: the payer's page, the merchant's API, and the ledger for tests. */
export function bankRoutes(app: FastifyInstance, options: BankOptions): void {
  const { merchant, clock, ledger, ipnUrl, log } = options;
  const callMerchant = createCallbacks({ ipnUrl, hashSecret: merchant.hashSecret, clock, ledger, log });
  const transactions = createTransactions({ merchant, clock, ledger, callMerchant });
  const merchantApi = createMerchantApi({ merchant, transactions, ledger, clock });

  app.get('/bank/paymentv2/vpcpay.html', (request, reply) => {
    const query = request.url.split('?').slice(1).join('?');
    const transaction = transactions.open(parsePayRequest(query, merchant, clock.now()));
    if (transaction.status === 'DECIDED') return reply.redirect(transactions.returnUrl(transaction), 302);
    return sendPage(reply, payPage(transaction.token, transaction.request));
  });
  app.post('/bank/paymentv2/confirm', async (request, reply) => {
    const form = fieldsOf(request.body);
    const decided = await transactions.decide(form.text('token'), form.optionalText('outcome'));
    if (decided.outcome.returns) return reply.redirect(transactions.returnUrl(decided), 302);
    return sendPage(reply.code(504), page('Mất kết nối', lostPage));
  });
  app.post('/bank/merchant_webapi/api/transaction', (request) => merchantApi(request.body));
  const transfer = createTransfers(ledger, clock);
  app.post('/bank/transfers', (request) => transfer(request.body));
  app.get('/bank/statement', ({ query }) => {
    const asked = fieldsOf(query);
    const day = asked.text('day', { pattern: /^\d{4}-\d{2}-\d{2}$/ });
    const statementQuery = { tmnCode: asked.text('tmnCode'), day, checksum: asked.text('checksum') };
    return statementOf(ledger.entries(), statementQuery, merchant);
  });
  journalRoute(app, '/bank/transactions', ledger, (entry, to) => entry.txnRef === to);
}

const lostPage = html`<main class="narrow">
  <h1>Mất kết nối</h1>
  <p>Ngân hàng không trả lời.</p>
</main>`;

function payPage(token: string, request: PayRequest): string {
  return page(
    'Ngân hàng thử nghiệm',
    html`<main class="narrow">
      <h1>Ngân hàng thử nghiệm</h1>
      <p class="amount">${request.amountVnd.toLocaleString('vi-VN')} ₫</p>
      <p>${request.orderInfo}</p>
      <p>
        <small
          >Mã tham chiếu <code>${request.txnRef}</code>, hết hạn
          ${request.expiresAt.toLocaleString('vi-VN', vietnamTime)}</small
        >
      </p>
      <form method="post" action="/bank/paymentv2/confirm">
        <input type="hidden" name="token" value="${token}" />
        ${[...outcomes].map(([name, { labelVi }]) => outcomeButton(name, labelVi))}
      </form>
    </main>`,
  );
}

const vietnamTime = { timeZone: 'Asia/Ho_Chi_Minh' } as const;

function outcomeButton(name: string, labelVi: string): Html {
  return html`<button class="wide" name="outcome" value="${name}">${labelVi}</button> `;
}
