import {
  derivedId,
  type Cause,
  type Clock,
  type DataKeys,
  type Log,
  type Opener,
  type RequestContext,
  type Vault,
  type Viewer,
} from '@motcua/service-kit';
import type { Reader } from './domain/access.js';
import type { CalendarEntry } from './domain/appointment.js';
import type { Receipt } from './domain/receipt.js';
import type { Outcome } from './domain/sending.js';
import type { TemplateSet } from './domain/templates.js';
import type { CorrespondenceStore } from './store/correspondence-store.js';
import type { ReadKey } from './store/keys-read-together.js';
import type { Execute } from './store/written-together.js';
import type { EarlyReceipts } from './use-cases/early-receipts.js';
import type { SendingWindow } from './use-cases/sending-window.js';

/** Letters by SMTP. */
export interface Post {
  /** False while it takes nothing: then nothing is claimed either. */
  isUp(): Promise<boolean>;
  send(letter: {
    readonly messageId: string;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    readonly html: string;
    readonly calendar?: CalendarEntry;
  }): Promise<Outcome>;
}

/** Short messages by SMPP, through whichever provider is quickest just now. */
export interface MessageCentre {
  isUp(): Promise<boolean>;
  /** `to` in E.164. */
  send(text: { readonly messageId: string; readonly to: string; readonly text: string }): Promise<Outcome>;
  /** What became of a part, for the provider that named it; null while nothing is final. */
  ask(reference: string): Promise<Receipt | null>;
  /**
   * Hears the receipts that come by themselves. The provider is told that one arrived when the listener is done with it, and
   * tells it again when the listener failed.
   */
  onReceipt(listener: (receipt: ReceiptFromOutside) => Promise<void>): void;
}

/** A receipt as it came in; by its phone a forged one is known. */
export interface ReceiptFromOutside {
  /** Whichever of them is known here. */
  readonly references: readonly string[];
  /** E.164. */
  readonly phone: string;
  /** Null when the part arrived. */
  readonly reasonCode: string | null;
}

export interface Context {
  readonly correspondences: CorrespondenceStore;
  /** As `correspondences.execute`, for what happens to many at one time. */
  readonly executeTogether: Execute;
  readonly templates: TemplateSet;
  readonly opener: Opener;
  readonly vault: Vault;
  /** By correspondence; forgetting one is how a contact is erased. */
  readonly dataKeys: DataKeys;
  readonly readKey: ReadKey;
  readonly post: Post;
  readonly messageCentre: MessageCentre;
  readonly textsUnderWay: SendingWindow;
  readonly lettersUnderWay: SendingWindow;
  readonly earlyReceipts: EarlyReceipts;
  /** Null where nobody said what a part of a text costs. */
  readonly smsPartPriceVnd: number | null;
  /** A request id belongs to the input it first came with. Refused: REQUEST_ID_REUSED. */
  readonly registerRequest: (cause: Cause) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

export type GraphContext = RequestContext<Context>;

/** A citizen is known here only by the key that the dossier's events carry, a guest by what they may open. */
export function readerOf(viewer: Viewer): Reader {
  switch (viewer.kind) {
    case 'citizen':
      return { kind: 'citizen', applicantKey: derivedId('apk', viewer.id) };
    case 'officer':
      return { kind: 'officer', officeId: viewer.officeId };
    case 'guest':
      return { kind: 'guest', opens: viewer.opens };
    case 'anonymous':
    case 'agency':
    case 'catalogue-admin':
    case 'operator':
      return { kind: 'other' };
  }
}
