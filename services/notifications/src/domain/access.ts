/** Who may see what was written about a dossier: its applicant, and officers of the office that has it. */
import type { Correspondence } from './correspondence.js';

/** A viewer as this service tells viewers apart; the applicant is known by an opaque key, never by name. */
export type Reader =
  | { readonly kind: 'citizen'; readonly applicantKey: string }
  /** Somebody without an account; `opens` is the one dossier they proved to be the applicant of. */
  | { readonly kind: 'guest'; readonly opens: string }
  | { readonly kind: 'officer'; readonly officeId: string }
  | { readonly kind: 'other' };

export function maySeeMessages(reader: Reader, state: Correspondence): boolean {
  // Whose letters they are becomes known with the contact.
  if (state.status !== 'OPEN') return false;
  switch (reader.kind) {
    case 'citizen':
      return reader.applicantKey === state.applicantKey;
    case 'guest':
      return reader.opens === state.dossierId;
    case 'officer':
      return reader.officeId === state.officeId;
    case 'other':
      return false;
  }
}
