/** What happens to the result of a dossier: prepared, signed, given out, corrected, revoked, lost. */
import type { ClockFact } from '@motcua/vietnam';
import type { DeliveryMethod } from './dossier-facts.js';
import type { EncryptedNote } from './desk-facts.js';

/** A result as a document, before the leader signed it. */
export interface PreparedDocument {
  /** `res_<dossier>.<n>` */
  readonly id: string;
  /** In the national catalogue of results. */
  readonly resultCode: string;
  /** How many copies on paper. */
  readonly copies: number;
  /** In the file store. */
  readonly fileId: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** SHA-256 of the file, base64url. */
  readonly sha256: string;
  readonly preparedAt: Date;
  readonly preparedBy: string;
  /** The document it takes the place of, and why; null unless it is a correction. */
  readonly corrects: { readonly documentId: string; readonly reasonCode: string } | null;
}

/** Who took the result at the desk: the applicant, or somebody with a written authority. */
export interface Receipt {
  /** Encrypted: names and numbers of those who signed for it. */
  readonly encryptedReceivers: string;
  readonly authorised: boolean;
}

export type ResultFact =
  /** Takes the place of one that was prepared for the same code and not signed. */
  | { readonly type: 'ResultPrepared'; readonly document: PreparedDocument }
  | {
      readonly type: 'ResultSigned';
      readonly signedAt: Date;
      readonly signedBy: string;
      readonly resultCodes: readonly string[];
      readonly documentIds: readonly string[];
      readonly clock: ClockFact;
    }
  | { readonly type: 'ResultReleased'; readonly releasedAt: Date }
  | {
      readonly type: 'ResultHandedOver';
      readonly handedOverAt: Date;
      readonly by: DeliveryMethod;
      /** Null where the carrier proved it, or the applicant took it electronically. */
      readonly receipt: Receipt | null;
    }
  | {
      readonly type: 'ResultCorrected';
      readonly documentId: string;
      readonly replacedBy: string;
      readonly correctedAt: Date;
      readonly signedBy: string;
      readonly reasonCode: string;
    }
  | {
      readonly type: 'ResultRevoked';
      readonly documentId: string;
      readonly revokedAt: Date;
      readonly reasonCode: string;
      readonly encryptedNote: EncryptedNote;
    }
  /** The parcel is back at the office, or will never come. */
  | { readonly type: 'ParcelReturned'; readonly returnedAt: Date; readonly reasonCode: string }
  | { readonly type: 'ParcelLost'; readonly lostAt: Date }
  /** A fresh copy goes out as another parcel; `copy` counts from 2. */
  | { readonly type: 'ResultReissued'; readonly reissuedAt: Date; readonly copy: number };
