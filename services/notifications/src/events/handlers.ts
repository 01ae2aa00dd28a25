import {
  DossierAccessCodeRequested,
  DossierClosed,
  DossierErased,
  DossierReceived,
  DossierResultReady,
  DossierSubmitted,
  DraftExpiryApproaching,
  PaymentDue,
  PaymentSettled,
  ShipmentDelivered,
  ShipmentHandedOver,
} from '@motcua/event-contracts';
import { on, type Reaction } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { eraseCorrespondence } from '../use-cases/erase-contact.js';
import { openCorrespondence } from '../use-cases/open-correspondence.js';
import { remindOfExpiry } from '../use-cases/remind-of-draft.js';
import { sendAccessCode } from '../use-cases/send-access-code.js';
import { tellApplicant } from '../use-cases/tell-applicant.js';

const resultReady = {
  POST: 'result-ready-post',
  DESK: 'result-ready-desk',
  ELECTRONIC: 'result-ready-electronic',
} as const;

export const reactions: readonly Reaction<Context>[] = [
  on(DossierSubmitted, openCorrespondence),
  on(DossierAccessCodeRequested, sendAccessCode),
  on(DraftExpiryApproaching, remindOfExpiry),
  on(DossierErased, eraseCorrespondence),
  on(PaymentDue, (context, event) =>
    tellApplicant(context, event, { notice: 'payment-due', values: { amountVnd: String(event.data.amountVnd) } }),
  ),
  on(PaymentSettled, async (context, event) => {
    // Nobody paid anything: there is nothing to thank for.
    if (event.data.method === 'NOTHING_DUE') return;
    const values = { amountVnd: String(event.data.amountVnd) };
    await tellApplicant(context, event, { notice: 'payment-settled', values });
  }),
  on(DossierReceived, (context, event) =>
    tellApplicant(context, event, { notice: 'dossier-received', values: { dueAt: event.data.dueAt } }),
  ),
  on(DossierResultReady, (context, event) =>
    tellApplicant(context, event, { notice: resultReady[event.data.deliveryMethod] }),
  ),
  on(ShipmentHandedOver, (context, event) =>
    tellApplicant(context, event, {
      notice: 'shipment-handed-over',
      values: { trackingNumber: event.data.trackingNumber },
    }),
  ),
  on(ShipmentDelivered, (context, event) =>
    tellApplicant(context, event, {
      notice: 'shipment-delivered',
      values: { trackingNumber: event.data.trackingNumber },
    }),
  ),
  on(DossierClosed, (context, event) => tellApplicant(context, event, { notice: 'dossier-closed' })),
];
