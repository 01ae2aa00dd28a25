/** Which fact may follow in which state, and where it leads; what is not listed would be a fault of ours. */
import type { Payment } from './payment.js';
import type { PaymentFact } from './payment-facts.js';

type Status = Payment['status'];
type Row = Readonly<Partial<Record<PaymentFact['type'], readonly Status[]>>>;

/** What may happen wherever money may be: receipts, refunds, reviews, another office. */
const money = ['ReceiptIssued', 'RefundRequested', 'RefundMovedToDesk', 'RefundPaid', 'ReviewResolved'] as const;
/** What is owed becomes another sum. */
const claim = ['FeesReassessed', 'ExemptionGranted'] as const;
/** How an attempt at the bank goes on, other than by settling. */
const watched = ['AttemptFailed', 'AttemptExpired', 'AttemptPutUnderReview'] as const;

const staying = (status: Status, ...facts: readonly PaymentFact['type'][]): Row =>
  Object.fromEntries([...facts, 'OfficeChanged'].map((fact) => [fact, [status]]));

export const transitions: Readonly<Record<Status, Row>> = {
  NONE: { FeesAssessed: ['AWAITING_POSTAGE'], PostageAdded: ['AWAITING_FEES'] },
  AWAITING_FEES: { FeesAssessed: ['AWAITING_POSTAGE'] },
  AWAITING_POSTAGE: {
    ...staying('AWAITING_POSTAGE', 'PostageAdded', 'FeesReassessed'),
    PaymentFellDue: ['DUE'],
    PaymentSettled: ['SETTLED'],
    DossierEnded: ['CLOSING'],
  },
  DUE: {
    ...staying('DUE', ...money, ...watched, ...claim, 'AttemptStarted', 'AttemptSucceeded', 'CashTaken'),
    AttemptPutUnderReview: ['UNDER_REVIEW'],
    PaymentSettled: ['SETTLED'],
    DossierEnded: ['CLOSING'],
  },
  SETTLED: {
    ...staying('SETTLED', ...money, ...watched, ...claim, 'ClaimReduced'),
    FeesReassessed: ['SETTLED', 'DUE'],
    DossierEnded: ['CLOSING'],
  },
  UNDER_REVIEW: {
    ...staying('UNDER_REVIEW', ...money, ...watched, 'FeesReassessed'),
    ReviewResolved: ['UNDER_REVIEW', 'DUE'],
    DossierEnded: ['CLOSING'],
  },
  CLOSING: {
    ...staying('CLOSING', ...money, ...watched, 'AttemptSucceeded', 'ClaimReduced'),
    PaymentConcluded: ['CONCLUDED'],
  },
  CONCLUDED: staying('CONCLUDED', ...money, 'AttemptPutUnderReview', 'ClaimReduced'),
};
