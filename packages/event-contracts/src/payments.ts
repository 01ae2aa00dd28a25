import { z } from 'zod';
import { contract } from './contract.js';
import { FeeItem } from './dossiers.js';
import { AmountVnd, Id, Instant } from './values.js';

const topic = 'payment.v1';
const about = { paymentId: Id, dossierId: Id, dossierCode: Id, amountVnd: AmountVnd };
const sample = {
  paymentId: 'pay_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D',
  dossierId: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D',
  dossierCode: 'H26.153-261123-0001',
  amountVnd: 44000,
};

export const PaymentDue = contract({
  name: 'payment.due',
  topic,
  schema: z.object({ ...about, dueSince: Instant, items: z.array(FeeItem) }),
  sample: {
    ...sample,
    dueSince: '2026-11-23T02:00:02.000Z',
    items: [
      { key: 'extractCopy', nameVi: 'Phí cấp bản sao Giấy khai sinh', amountVnd: 8000, quantity: 3, totalVnd: 24000 },
    ],
  },
});

export const PaymentSettled = contract({
  name: 'payment.settled',
  topic,
  schema: z.object({ ...about, settledAt: Instant, method: z.enum(['NOTHING_DUE', 'VNPAY', 'VIETQR', 'CASH']) }),
  sample: { ...sample, settledAt: '2026-11-23T02:05:00.000Z', method: 'VNPAY' },
});

export const PaymentAttemptFailed = contract({
  name: 'payment.attempt-failed',
  topic,
  schema: z.object({ ...about, attemptId: Id, failedAt: Instant, reasonCode: Id }),
  sample: { ...sample, attemptId: 'P2611230001A1', failedAt: '2026-11-23T02:04:00.000Z', reasonCode: 'CANCELLED' },
});

export const PaymentExpired = contract({
  name: 'payment.expired',
  topic,
  schema: z.object({ ...about, attemptId: Id, expiredAt: Instant }),
  sample: { ...sample, attemptId: 'P2611230001A1', expiredAt: '2026-11-23T02:20:00.000Z' },
});

export const PaymentUnderReview = contract({
  name: 'payment.under-review',
  topic,
  schema: z.object({
    ...about,
    attemptId: Id,
    since: Instant,
    reasonCode: z.enum(['LATE_SUCCESS', 'WRONG_AMOUNT', 'SUSPECT']),
  }),
  sample: { ...sample, attemptId: 'P2611230001A1', since: '2026-11-23T02:30:00.000Z', reasonCode: 'WRONG_AMOUNT' },
});

export const PaymentRefunded = contract({
  name: 'payment.refunded',
  topic,
  schema: z.object({ ...about, refundId: Id, refundVnd: AmountVnd, refundedAt: Instant }),
  sample: { ...sample, refundId: 'rfd_1', refundVnd: 44000, refundedAt: '2026-11-25T02:00:00.000Z' },
});

/**
 * Said once for a dossier that ended without a result, when its money is settled: nothing was paid, all of it went back, or the
 * procedure keeps it. `amountVnd` is what came in.
 */
export const PaymentConcluded = contract({
  name: 'payment.concluded',
  topic,
  schema: z.object({
    ...about,
    outcome: z.enum(['NOTHING_PAID', 'REFUNDED', 'KEPT']),
    refundVnd: AmountVnd,
    concludedAt: Instant,
  }),
  sample: { ...sample, outcome: 'REFUNDED', refundVnd: 44000, concludedAt: '2026-11-25T02:00:00.000Z' },
});
