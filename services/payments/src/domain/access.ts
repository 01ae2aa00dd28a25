/** Who may see a payment and who may pay it: the applicant, and officers of the office that has the dossier. */
import type { PaidDossier, Payment } from './payment.js';

/** A viewer as this service tells viewers apart; the applicant is known by an opaque key, never by name. */
export type Reader =
  | { readonly kind: 'citizen'; readonly applicantKey: string }
  | { readonly kind: 'officer'; readonly officeId: string }
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
      return concerns(reader, payment);
  }
}

/** Only the applicant pays: an officer who could would hold the citizen's bank page. */
export function mayPay(reader: Reader, payment: Payment): boolean {
  return reader.kind === 'citizen' && maySeePayment(reader, payment);
}

function concerns(reader: Reader, { applicantKey, officeId }: PaidDossier): boolean {
  switch (reader.kind) {
    case 'citizen':
      return reader.applicantKey === applicantKey;
    case 'officer':
      return reader.officeId === officeId;
    case 'other':
      return false;
  }
}
