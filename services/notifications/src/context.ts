import {
  derivedId,
  type AggregateStore,
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
import type { Correspondence, CorrespondenceFact } from './domain/correspondence.js';
import type { Outcome } from './domain/sending.js';
import type { TemplateSet } from './domain/templates.js';

/** Letters by SMTP. */
export interface Post {
  /** False while it takes nothing: then nothing is claimed either. */
  isUp(): Promise<boolean>;
  send(letter: {
    readonly messageId: string;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
  }): Promise<Outcome>;
}

/** Short messages by SMPP. */
export interface MessageCentre {
  isUp(): Promise<boolean>;
  /** `to` in E.164. */
  send(text: { readonly messageId: string; readonly to: string; readonly text: string }): Promise<Outcome>;
}

export interface Context {
  readonly correspondences: AggregateStore<Correspondence, CorrespondenceFact>;
  readonly templates: TemplateSet;
  readonly opener: Opener;
  readonly vault: Vault;
  /** By correspondence; forgetting one is how a contact is erased. */
  readonly dataKeys: DataKeys;
  readonly post: Post;
  readonly messageCentre: MessageCentre;
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
