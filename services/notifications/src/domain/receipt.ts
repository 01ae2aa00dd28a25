/** What the network says later about a text that was taken: each part arrived, or why it did not. */
import { isWritten, type Correspondence, type CorrespondenceFact } from './correspondence.js';
import type { Message } from './message.js';
import { withConsequences } from './sending.js';

/** How the parts of a text are known outside: `<provider>:<its id>`, or `<provider>:~<our own number>` where it named none. */
export interface Handed {
  readonly references?: readonly string[];
}

export interface AwaitedReceipts {
  /** Parts of which nothing final is known. */
  readonly references: readonly string[];
  /** When the provider is asked, should no receipt come; null when it is not asked any more. */
  readonly askAt: Date | null;
  readonly asked: number;
}

/** How long after the text, and after each time it was asked, the provider is asked (again). */
const minute = 60_000;
const patienceMs: readonly number[] = [15 * minute, 60 * minute, 6 * 60 * minute, 24 * 60 * minute];

export function awaitedReceipts({ references = [] }: Handed, at: Date): { readonly awaits?: AwaitedReceipts } {
  if (references.length === 0) return {};
  return { awaits: { references, askAt: askingTime(references, 0, at), asked: 0 } };
}

export function withReceipt(awaits: AwaitedReceipts, reference: string): AwaitedReceipts {
  return { ...awaits, references: awaits.references.filter((one) => one !== reference) };
}

/** By which the provider itself names the part, so that it can be asked about it. */
export function isAskable(reference: string): boolean {
  return !reference.includes(':~');
}

/** Null without a reason: the part arrived. */
export interface Receipt {
  readonly reference: string;
  readonly reasonCode: string | null;
}

/** Nothing for a part that nobody waits for: told twice, told after the end, or never sent by us. */
export function hearReceipt(
  state: Correspondence,
  { reference, reasonCode }: Receipt,
  at: Date,
): readonly CorrespondenceFact[] {
  const message = messageOf(state, reference);
  if (message === undefined) return [];
  const { messageId } = message;
  return withConsequences(state, message, [{ type: 'ReceiptCame', messageId, reference, reasonCode, cameAt: at }]);
}

/** The provider was asked about a message and knew nothing final. */
export function putOffAsking(state: Correspondence, messageId: string, at: Date): readonly CorrespondenceFact[] {
  const message = isWritten(state) ? state.messages.find((one) => one.messageId === messageId) : undefined;
  const awaits = message === undefined ? undefined : awaitsOf(message);
  if (awaits === undefined) return [];
  return [{ type: 'ReceiptPutOff', messageId, askAt: askingTime(awaits.references, awaits.asked + 1, at) }];
}

export function messageOf(state: Correspondence, reference: string): Message | undefined {
  return isWritten(state)
    ? state.messages.find((message) => awaitsOf(message)?.references.includes(reference))
    : undefined;
}

export function awaitsOf(message: Message): AwaitedReceipts | undefined {
  return message.status === 'SENT' || message.status === 'UNKNOWN' ? message.awaits : undefined;
}

function askingTime(references: readonly string[], asked: number, at: Date): Date | null {
  const waitMs = patienceMs[asked];
  return waitMs === undefined || !references.some(isAskable) ? null : new Date(at.getTime() + waitMs);
}
