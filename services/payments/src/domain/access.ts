/** Who may see a payment: the applicant, with or without an account, and officers of the office; only the applicant pays online. */
import type { Payment } from './payment.js';
import type { PaidDossier } from './payment-facts.js';

/** A viewer as this service tells viewers apart; the applicant is known by an opaque key, never by name. */
export type Reader =
  | { readonly kind: 'citizen'; readonly applicantKey: string }
  /** Somebody without an account; `opens` is the one dossier they proved to be the applicant of. */
  | { readonly kind: 'guest'; readonly opens: string }
  | { readonly kind: 'officer'; readonly officeId: string; readonly roles: readonly string[] }
  | { readonly kind: 'other' };

export function maySeePayment(reader: Reader, payment: Payment): boolean {
  switch (payment.status) {
    // Whose payment it is becomes known with the fees.
    case 'NONE':
    case 'AWAITING_FEES':
      return false;
    case 'AWAITING_POSTAGE':
    case 'DUE':
    case 'SETTLED':
    case 'UNDER_REVIEW':
    case 'CLOSING':
    case 'CONCLUDED':
      return concerns(reader, payment);
  }
}

/** Only the applicant pays: an officer who could would hold the citizen's bank page. */
export function mayPay(reader: Reader, payment: Payment): boolean {
  return (reader.kind === 'citizen' || reader.kind === 'guest') && maySeePayment(reader, payment);
}

/** The desk of the dossier's office takes cash and hands out refunds; its lead decides about money. */
export function mayActAs(role: 'receive' | 'lead', reader: Reader, payment: Payment): boolean {
  return reader.kind === 'officer' && reader.roles.includes(role) && maySeePayment(reader, payment);
}

/** What concerns an office as a whole, its lists and its books, is for its officers. */
export function isOfOffice(reader: Reader, officeId: string): boolean {
  return reader.kind === 'officer' && reader.officeId === officeId;
}

function concerns(reader: Reader, { dossierId, applicantKey, officeId }: PaidDossier): boolean {
  switch (reader.kind) {
    case 'citizen':
      return reader.applicantKey === applicantKey;
    case 'guest':
      return reader.opens === dossierId;
    case 'officer':
      return isOfOffice(reader, officeId);
    case 'other':
      return false;
  }
}
