/** Which fact may follow in which state; a fact that is not listed would be a fault of ours. */
import type { Payment } from './payment.js';
import type { PaymentFact } from './payment-facts.js';

type Names = readonly PaymentFact['type'][];

/** What may happen wherever money may be: receipts, refunds, reviews, another office. */
const money: Names = [
  'ReceiptIssued',
  'RefundRequested',
  'RefundMovedToDesk',
  'RefundPaid',
  'ReviewResolved',
  'OfficeChanged',
];
/** How an attempt at the bank goes on, other than by settling. */
const watched: Names = ['AttemptFailed', 'AttemptExpired', 'AttemptPutUnderReview'];

export const transitions: Readonly<Record<Payment['status'], Names>> = {
  NONE: ['FeesAssessed', 'PostageAdded'],
  AWAITING_FEES: ['FeesAssessed'],
  AWAITING_POSTAGE: [
    ...(['PostageAdded', 'PaymentFellDue', 'PaymentSettled'] as const),
    ...(['FeesReassessed', 'DossierEnded', 'OfficeChanged'] as const),
  ],
  DUE: [
    ...(['AttemptStarted', 'AttemptSucceeded', 'CashTaken', 'PaymentSettled'] as const),
    ...(['FeesReassessed', 'DossierEnded'] as const),
    ...watched,
    ...money,
  ],
  SETTLED: ['ClaimReduced', 'FeesReassessed', 'DossierEnded', ...watched, ...money],
  UNDER_REVIEW: ['FeesReassessed', 'DossierEnded', ...watched, ...money],
  CLOSING: ['ClaimReduced', 'AttemptSucceeded', 'PaymentConcluded', ...watched, ...money],
  CONCLUDED: ['ClaimReduced', 'AttemptPutUnderReview', ...money],
};
