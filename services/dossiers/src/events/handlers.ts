import {
  AgencyResultAccepted,
  AgencyResultCompleted,
  AgencyResultRejected,
  CalendarChanged,
  MessageFailed,
  OfficeChanged,
  PaymentConcluded,
  PaymentDue,
  PaymentSettled,
  ProcedurePublished,
  ProcedureRetired,
  ShipmentDelivered,
  ShipmentLost,
  ShipmentReturned,
} from '@motcua/event-contracts';
import { on, type Reaction } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { hearAcceptance, hearCompletion, hearRejection } from '../use-cases/hear-agency.js';
import { keepCalendar } from '../use-cases/keep-calendar.js';
import { keepOffice } from '../use-cases/keep-office.js';
import { keepProcedure } from '../use-cases/keep-procedure.js';
import { keepRetirement } from '../use-cases/keep-retirement.js';
import { notePaymentConcluded } from '../use-cases/note-payment-concluded.js';
import { hearContactFailed } from '../use-cases/hear-contact-failed.js';
import { closeDelivered, noteLost, noteReturned } from '../use-cases/note-parcel.js';
import { notePaymentDue, notePaymentSettled } from '../use-cases/note-payment.js';

export const reactions: readonly Reaction<Context>[] = [
  on(ProcedurePublished, (context, { data }) => keepProcedure(context, data)),
  on(ProcedureRetired, keepRetirement),
  on(OfficeChanged, keepOffice),
  on(CalendarChanged, keepCalendar),
  on(PaymentDue, notePaymentDue),
  on(PaymentSettled, notePaymentSettled),
  on(AgencyResultAccepted, hearAcceptance),
  on(AgencyResultCompleted, hearCompletion),
  on(AgencyResultRejected, hearRejection),
  on(PaymentConcluded, notePaymentConcluded),
  on(ShipmentDelivered, closeDelivered),
  on(ShipmentReturned, noteReturned),
  on(ShipmentLost, noteLost),
  on(MessageFailed, hearContactFailed),
];
