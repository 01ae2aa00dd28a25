/** What a message centre's answer to a submission means for one text. */
import type { Outcome } from '../domain/sending.js';
import { smpp } from './smpp-library.js';
import type { SmppAnswer } from './smpp-session.js';

/** The centre is full or asks us to wait: it did not take the message and may take it later. */
const passing = new Set(['ESME_RTHROTTLED', 'ESME_RMSGQFUL', 'ESME_RINVBNDSTS', 'ESME_RX_T_APPN']);
/** Something broke in there, before or after it took the message. */
const unclear = new Set(['ESME_RSYSERR']);
const throttling = new Set(['ESME_RTHROTTLED', 'ESME_RMSGQFUL']);

export function toOutcome(answer: SmppAnswer): Outcome {
  if (answer === 'UNSENT') return { kind: 'LATER', reasonCode: 'CENTRE_AWAY' };
  if (answer === 'NO_ANSWER') return { kind: 'UNKNOWN', reasonCode: 'NO_ANSWER' };
  if (answer.command_status === 0) return { kind: 'TAKEN' };
  const name = nameOf(answer.command_status);
  if (name !== undefined && passing.has(name)) return { kind: 'LATER', reasonCode: reasonOf(name) };
  if (name !== undefined && unclear.has(name)) return { kind: 'UNKNOWN', reasonCode: reasonOf(name) };
  if (name === 'ESME_RINVDSTADR') return { kind: 'REFUSED', reasonCode: 'PHONE_REFUSED' };
  return { kind: 'REFUSED', reasonCode: name === undefined ? 'CENTRE_REFUSED' : reasonOf(name) };
}

/** It asks for less at a time. */
export function isThrottling(answer: SmppAnswer): boolean {
  return typeof answer !== 'string' && throttling.has(nameOf(answer.command_status) ?? '');
}

function nameOf(status: number): string | undefined {
  return Object.keys(smpp.errors).find((known) => smpp.errors[known] === status);
}

function reasonOf(name: string): string {
  return name.replace(/^ESME_/, 'SMPP_');
}
