import {
  DossierAccessCodeRequested,
  DossierClosed,
  DossierDeclined,
  DossierErased,
  DossierReceived,
  DossierRejected,
  DossierRescheduled,
  DossierResultCorrected,
  DossierResultReady,
  DossierResultReissued,
  DossierResultRevoked,
  DossierStopped,
  DossierSubmitted,
  DossierSupplemented,
  DossierSupplementReminded,
  DossierSupplementRequested,
  DossierTransferred,
  DossierWithdrawalSettled,
  DossierWithdrawn,
  DraftExpiryApproaching,
  PaymentDue,
  PaymentRefunded,
  PaymentSettled,
  ShipmentAttemptFailed,
  ShipmentDelivered,
  ShipmentHandedOver,
  ShipmentHandOverCode,
  ShipmentLost,
  ShipmentOutForDelivery,
  ShipmentReturned,
  type DataOf,
} from '@motcua/event-contracts';
import { on, type Reaction, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { eraseCorrespondence } from '../use-cases/erase-contact.js';
import { openCorrespondence } from '../use-cases/open-correspondence.js';
import { remindOfExpiry } from '../use-cases/remind-of-draft.js';
import { sendAccessCode } from '../use-cases/send-access-code.js';
import { sendHandOverCode } from '../use-cases/send-hand-over-code.js';
import { tellApplicant, type Telling } from '../use-cases/tell-applicant.js';
import { transferOffice } from '../use-cases/transfer-office.js';

const resultReady = {
  POST: 'result-ready-post',
  DESK: 'result-ready-desk',
  ELECTRONIC: 'result-ready-electronic',
} as const;

const over = { kind: 'OVER' } as const;

export const reactions: readonly Reaction<Context>[] = [
  on(DossierSubmitted, openCorrespondence),
  on(DossierAccessCodeRequested, sendAccessCode),
  on(ShipmentHandOverCode, sendHandOverCode),
  on(DraftExpiryApproaching, remindOfExpiry),
  on(DossierErased, eraseCorrespondence),
  on(DossierTransferred, transferOffice),

  on(
    DossierReceived,
    tell(({ dueAt }) => ({ notice: 'dossier-received', values: { dueAt }, appointment: { dueAt } })),
  ),
  on(
    DossierDeclined,
    tell(({ declinedAt }) => endOn('dossier-declined', declinedAt)),
  ),
  on(
    DossierSupplementRequested,
    tell(({ answerBy }) => ({ notice: 'supplement-requested', values: { answerBy } })),
  ),
  on(
    DossierSupplementReminded,
    tell(({ answerBy }) => ({ notice: 'supplement-reminded', values: { answerBy } })),
  ),
  on(DossierSupplemented, tell(supplemented)),
  on(
    DossierRescheduled,
    tell(({ previousDueAt, dueAt }) => newDate('dossier-rescheduled', previousDueAt, dueAt)),
  ),
  on(
    DossierRejected,
    tell(({ rejectedAt }) => endOn('dossier-rejected', rejectedAt)),
  ),
  on(
    DossierWithdrawn,
    tell(({ withdrawnAt, afterReceipt }) =>
      // After receipt the promised day holds until the head has settled it.
      afterReceipt ? { ...onDay('withdrawal-asked', withdrawnAt), fee: over } : endOn('dossier-withdrawn', withdrawnAt),
    ),
  ),
  on(
    DossierWithdrawalSettled,
    tell(({ settledAt }) => endOn('withdrawal-settled', settledAt)),
  ),
  on(
    DossierStopped,
    tell(({ stoppedAt }) => endOn('dossier-stopped', stoppedAt)),
  ),
  on(
    DossierResultReady,
    tell(({ deliveryMethod }) => ({ notice: resultReady[deliveryMethod] })),
  ),
  on(
    DossierResultCorrected,
    tell(({ correctedAt }) => onDay('result-corrected', correctedAt)),
  ),
  on(
    DossierResultRevoked,
    tell(({ revokedAt }) => onDay('result-revoked', revokedAt)),
  ),
  on(
    DossierResultReissued,
    tell(({ reissuedAt }) => onDay('result-reissued', reissuedAt)),
  ),
  // Every other end was told as what it is; that its file is put away is of no use to anybody.
  on(
    DossierClosed,
    tell(({ outcome }) => ({ notice: outcome === 'HANDED_OVER' ? 'dossier-closed' : null, fee: over })),
  ),

  on(
    PaymentDue,
    tell(({ amountVnd }) => ({
      ...{ notice: 'payment-due', values: { amountVnd: String(amountVnd) } },
      fee: { kind: 'DUE', amountVnd },
    })),
  ),
  on(
    PaymentSettled,
    // Where nothing was due nobody paid anything: there is nothing to thank for.
    tell(({ method, amountVnd }) => ({
      ...{ notice: method === 'NOTHING_DUE' ? null : 'payment-settled', values: { amountVnd: String(amountVnd) } },
      fee: { kind: 'SETTLED' },
    })),
  ),
  on(
    PaymentRefunded,
    tell(({ refundVnd, refundedAt }) => ({
      notice: 'payment-refunded',
      values: { amountVnd: String(refundVnd), happenedAt: refundedAt },
    })),
  ),

  on(
    ShipmentHandedOver,
    tell(({ trackingNumber }) => ({ notice: 'shipment-handed-over', values: { trackingNumber } })),
  ),
  on(
    ShipmentOutForDelivery,
    tell(({ trackingNumber, at }) => ({
      notice: 'shipment-out-for-delivery',
      values: { trackingNumber, happenedAt: at },
    })),
  ),
  on(
    ShipmentAttemptFailed,
    tell(({ trackingNumber, at }) => ({
      notice: 'shipment-attempt-failed',
      values: { trackingNumber, happenedAt: at },
    })),
  ),
  on(
    ShipmentDelivered,
    tell(({ trackingNumber }) => ({ notice: 'shipment-delivered', values: { trackingNumber } })),
  ),
  on(
    ShipmentReturned,
    tell(({ at }) => onDay('shipment-returned', at)),
  ),
  on(
    ShipmentLost,
    tell(({ trackingNumber }) => ({ notice: 'shipment-lost', values: { trackingNumber } })),
  ),
];

function tell<D extends { readonly dossierId: string }>(telling: (data: D) => Telling) {
  return (context: Context, event: Received<D>): Promise<void> => tellApplicant(context, event, telling(event.data));
}

function onDay(notice: Telling['notice'], happenedAt: string): Telling {
  return { notice, values: { happenedAt } };
}

/** No result will come: the promised day leaves the calendar, and nobody is reminded to pay. */
function endOn(notice: Telling['notice'], happenedAt: string): Telling {
  return { ...onDay(notice, happenedAt), appointment: { dueAt: null }, fee: over };
}

function newDate(notice: Telling['notice'], previousDueAt: string, dueAt: string): Telling {
  return { notice, values: { previousDueAt, dueAt }, appointment: { dueAt } };
}

/** Before the clock ran there is no date that could have moved. */
function supplemented({ answeredAt, previousDueAt, dueAt }: DataOf<typeof DossierSupplemented>): Telling {
  if (previousDueAt === undefined || dueAt === undefined || previousDueAt === dueAt) {
    return onDay('supplement-answered', answeredAt);
  }
  return newDate('supplement-answered-new-date', previousDueAt, dueAt);
}
