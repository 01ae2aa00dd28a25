/** What the national portal is told of a dossier: the whole of it each time, and nothing about people. */
import type { DeliveryMethod } from './dossier-facts.js';
import { wasReceived, type FiledDossier } from './dossier.js';
import { nationalStatus, type NationalStatus } from './national-status.js';

/** 1 trực tiếp · 2 trực tuyến · 3 bưu chính công ích. */
type Channel = 1 | 2 | 3;

/**
 * The portal knows who filed what from its own account; so no name, number, address or officer's words goes along. The highest
 * revision of a code holds; an older one that comes late is to be passed over.
 */
export interface NationalMessage {
  readonly code: string;
  readonly revision: number;
  readonly status: NationalStatus;
  readonly procedureCode: string;
  /** The office's place in the national directory, e.g. H26.153. */
  readonly unitCode: string;
  readonly submissionChannel: Channel;
  readonly resultChannel: Channel;
  readonly dates: {
    readonly submittedAt: Date;
    readonly receivedAt: Date | null;
    /** Promised (ngày hẹn trả). */
    readonly dueAt: Date | null;
    readonly signedAt: Date | null;
    readonly handedOverAt: Date | null;
    /** An end without a result. */
    readonly endedAt: Date | null;
  };
  /** Every fee of the procedure that applies; the postage is part of what is owed, not of the fees. */
  readonly fees: readonly NationalFee[];
  readonly feeTotalVnd: number;
  readonly payment: {
    readonly state: 'NOT_KNOWN_YET' | 'OWED' | 'PAID' | 'REFUNDED' | 'KEPT';
    /** Null where nothing is owed or given back. */
    readonly amountVnd: number | null;
    readonly paidAt: Date | null;
  };
  readonly supplements: readonly NationalSupplement[];
}

interface NationalFee {
  readonly key: string;
  readonly name: string;
  readonly amountVnd: number;
  readonly quantity: number;
  readonly totalVnd: number;
  readonly paid: boolean;
}

interface NationalSupplement {
  readonly id: string;
  readonly stage: 'RECEPTION' | 'PROCESSING';
  readonly slipNumber: string;
  readonly askedAt: Date;
  readonly answerBy: Date;
  readonly previousDueAt: Date | null;
  readonly answeredAt: Date | null;
  readonly newDueAt: Date | null;
  readonly items: readonly {
    readonly subject: 'FIELD' | 'PAPER';
    readonly key: string;
    readonly reasonCode: string;
  }[];
}

/** Follows from the dossier alone, so that the same revision is the same message each time. */
export function nationalMessage(dossier: FiledDossier, unitCode: string): NationalMessage {
  const { code, procedureCode, channel, deliveryMethod, feeTotalVnd, national } = dossier;
  return {
    ...{ code, revision: national.revision, status: nationalStatus(dossier), procedureCode, unitCode },
    submissionChannel: channel === 'ONLINE' ? 2 : 1,
    resultChannel: resultChannels[deliveryMethod],
    dates: datesOf(dossier),
    fees: feesOf(dossier),
    feeTotalVnd,
    payment: paymentOf(dossier),
    supplements: supplementsOf(dossier),
  };
}

const resultChannels: Readonly<Record<DeliveryMethod, Channel>> = { DESK: 1, ELECTRONIC: 2, POST: 3 };

function datesOf(dossier: FiledDossier): NationalMessage['dates'] {
  return {
    submittedAt: dossier.submittedAt,
    ...(wasReceived(dossier)
      ? { receivedAt: dossier.receivedAt, dueAt: dossier.dueAt }
      : { receivedAt: null, dueAt: null }),
    signedAt: 'signedAt' in dossier ? dossier.signedAt : null,
    handedOverAt: 'handedOverAt' in dossier ? dossier.handedOverAt : null,
    endedAt: 'endedAt' in dossier ? dossier.endedAt : null,
  };
}

function feesOf({ fees, payment }: FiledDossier): readonly NationalFee[] {
  const paid = payment.status === 'SETTLED';
  return fees.map(({ key, nameVi, amountVnd, quantity, totalVnd }) => ({
    ...{ key, name: nameVi, amountVnd, quantity, totalVnd, paid },
  }));
}

function paymentOf(dossier: FiledDossier): NationalMessage['payment'] {
  const { payment } = dossier;
  const paidAt = payment.status === 'SETTLED' ? payment.settledAt : null;
  const money = 'money' in dossier ? dossier.money : null;
  if (money?.outcome === 'REFUNDED') return { state: 'REFUNDED', amountVnd: money.refundVnd, paidAt };
  if (money?.outcome === 'KEPT') return { state: 'KEPT', amountVnd: null, paidAt };
  switch (payment.status) {
    case 'UNKNOWN':
      return { state: 'NOT_KNOWN_YET', amountVnd: null, paidAt };
    case 'DUE':
      return { state: 'OWED', amountVnd: payment.amountVnd, paidAt };
    case 'SETTLED':
      return { state: 'PAID', amountVnd: null, paidAt };
  }
}

function supplementsOf({ supplements }: FiledDossier): readonly NationalSupplement[] {
  return supplements.map(({ id, stage, slipNumber, requestedAt, answerBy, previousDueAt, answered, items }) => ({
    ...{ id, stage, slipNumber, askedAt: requestedAt, answerBy, previousDueAt },
    ...{ answeredAt: answered?.at ?? null, newDueAt: answered?.dueAt ?? null },
    items: items.map(({ subject, key, reasonCode }) => ({ subject, key, reasonCode })),
  }));
}
