import {
  AgencyResultAccepted,
  AgencyResultCompleted,
  AgencyResultRejected,
  CalendarChanged,
  OfficeChanged,
  PaymentDue,
  PaymentSettled,
  ProcedurePublished,
  ProcedureRetired,
  ShipmentDelivered,
} from '@motcua/event-contracts';
import { on, type Reaction } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { closeDelivered } from '../use-cases/close-delivered.js';
import { hearAcceptance, hearCompletion, hearRejection } from '../use-cases/hear-agency.js';
import { keepCalendar } from '../use-cases/keep-calendar.js';
import { keepOffice } from '../use-cases/keep-office.js';
import { keepProcedure } from '../use-cases/keep-procedure.js';
import { keepRetirement } from '../use-cases/keep-retirement.js';
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
  on(ShipmentDelivered, closeDelivered),
];
