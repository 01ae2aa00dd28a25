/** What a printed paper says of itself, signed, so that anybody can tell it from a made-up one; nothing about people. */
import type { SlipForm } from './dossier-facts.js';

interface Proof {
  /** Of the dossier. */
  readonly code: string;
  /** The office's id. */
  readonly office: string;
  /** National code. */
  readonly procedure: string;
  /** ISO 8601. */
  readonly issuedAt: string;
}

export interface SubmissionProof extends Proof {
  readonly kind: 'SUBMISSION_SLIP';
  /** Opens the dossier: whoever holds the paper acts as its applicant. */
  readonly receipt: string;
}

/** Of an official slip. */
export interface SlipProof extends Proof {
  readonly kind: 'SLIP';
  readonly number: string;
  readonly form: SlipForm;
  /** The date it promises, ISO 8601. */
  readonly dueAt?: string | undefined;
  /** SHA-256 (base64url) of the text that stands on it, as it is read from the PDF. */
  readonly digest: string;
}

/** Of a document that the office signed as the result. */
export interface ResultProof extends Proof {
  readonly kind: 'RESULT';
  /** `res_<dossier>.<n>` */
  readonly document: string;
  /** In the national catalogue of results. */
  readonly resultCode: string;
  /** SHA-256 (base64url) of the file. */
  readonly digest: string;
}

export type SignedDocument = SubmissionProof | SlipProof | ResultProof;

/** Without what opens the dossier: that stays with whoever holds the paper. */
export type ShownDocument = Omit<SubmissionProof, 'receipt'> | SlipProof | ResultProof;

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
