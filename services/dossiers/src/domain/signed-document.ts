/** What a printed paper says of itself, signed, so that anybody can tell it from a made-up one; nothing about people. */

export interface SubmissionProof {
  readonly kind: 'SUBMISSION_SLIP';
  /** Of the dossier. */
  readonly code: string;
  /** The office's id. */
  readonly office: string;
  /** National code. */
  readonly procedure: string;
  /** ISO 8601. */
  readonly issuedAt: string;
  /** Opens the dossier: whoever holds the paper acts as its applicant. */
  readonly receipt: string;
}

export type SignedDocument = SubmissionProof;

/** Without what opens the dossier: that stays with whoever holds the paper. */
export type ShownDocument = Omit<SignedDocument, 'receipt'>;

/** Ours have some 400 characters; nobody types more, and nothing longer is looked at. */
const longestText = 2_000;

/** What stands in the QR code. The text is behind the #, which browsers keep to themselves: no server's log has it. */
export function qrTextOf(portalUrl: string, signedText: string): string {
  return `${portalUrl}/d#${signedText}`;
}

/** The signed text by itself, or out of the link of a QR code, whatever portal it was printed for; null when it is neither. */
export function signedTextIn(scanned: string): string | null {
  if (scanned.length > longestText) return null;
  const text = scanned.trim();
  const signed = text.slice(text.lastIndexOf('#') + 1);
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(signed) ? signed : null;
}
