/** What a `deliver_sm` or a `query_sm_resp` says became of a text (SMPP 3.4 section 5.2.28 and appendix B). */
import type { SmppPdu } from './smpp-library.js';

export interface SmppReceipt {
  /** The centre's name of the part; absent when it says none. */
  readonly id?: string;
  /** Our own number of the part, when the centre gives it back. */
  readonly userReference?: number;
  readonly phone: string;
  /** Null when it arrived. */
  readonly reasonCode: string | null;
}

const kindMask = 0x3c;
const receiptKind = 0x04;
const arrived = 2;
const reasons: Readonly<Record<number, string>> = {
  3: 'TEXT_EXPIRED',
  4: 'TEXT_DELETED',
  5: 'TEXT_UNDELIVERABLE',
  8: 'TEXT_REJECTED',
};
const states: Readonly<Record<string, number>> = { DELIVRD: 2, EXPIRED: 3, DELETED: 4, UNDELIV: 5, REJECTD: 8 };

/** Undefined for anything that is no receipt, or not a final one. */
export function receiptIn(pdu: SmppPdu): SmppReceipt | undefined {
  if (((pdu.esm_class ?? 0) & kindMask) !== receiptKind) return undefined;
  const said = textOf(pdu);
  const reasonCode = reasonFor(pdu.message_state ?? states[/\bstat:(\w+)/.exec(said)?.[1] ?? ''] ?? 0);
  if (reasonCode === undefined) return undefined;
  const id = pdu.receipted_message_id ?? /\bid:(\S+)/.exec(said)?.[1];
  const userReference = pdu.user_message_reference;
  return {
    phone: `+${(pdu.source_addr ?? '').replace(/\D/g, '')}`,
    reasonCode,
    ...(id === undefined || id === '' ? {} : { id }),
    ...(userReference === undefined ? {} : { userReference }),
  };
}

/** Null: it arrived. Undefined: nothing final yet. */
export function reasonFor(messageState: number): string | null | undefined {
  return messageState === arrived ? null : reasons[messageState];
}

function textOf({ short_message: content }: SmppPdu): string {
  const message = content?.message;
  return typeof message === 'string' ? message : (message?.toString('latin1') ?? '');
}
