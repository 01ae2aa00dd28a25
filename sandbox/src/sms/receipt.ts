import type { PduOptions } from 'smpp';

export type ReceiptState = 'DELIVRD' | 'UNDELIV';

const deliveryReceipt = 0x04;
export const messageStates: Readonly<Record<ReceiptState, number>> = { DELIVRD: 2, UNDELIV: 5 };

/** SMPP 3.4 Appendix B: a deliver_sm that says in text, and in TLVs, what became of a submitted part. */
export function receiptOf(options: {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly state: ReceiptState;
  /** The sender's own number of the part, given back. */
  readonly userReference?: number | undefined;
  readonly submittedAt: Date;
  readonly doneAt: Date;
}): PduOptions {
  const { messageId, from, to, state, userReference } = options;
  const delivered = state === 'DELIVRD' ? '001' : '000';
  return {
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: to,
    destination_addr: from,
    esm_class: deliveryReceipt,
    short_message:
      `id:${messageId} sub:001 dlvrd:${delivered} submit date:${minuteOf(options.submittedAt)} ` +
      `done date:${minuteOf(options.doneAt)} stat:${state} err:${state === 'DELIVRD' ? '000' : '001'} text:`,
    receipted_message_id: messageId,
    message_state: messageStates[state],
    ...(userReference === undefined ? {} : { user_message_reference: userReference }),
  };
}

const minuteOf = (instant: Date): string => instant.toISOString().replace(/\D/g, '').slice(2, 12);
