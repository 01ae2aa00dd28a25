/** What a mail server's answer means for one letter. */
import type { Outcome } from '../domain/sending.js';

/**
 * Only a final no to this address or this letter is final (RFC 5321 section 4.2.1). A server that refuses us, our sender or
 * our password is ours to mend: the letter waits. A full mailbox is a final no to the letter, not a dead address (RFC 3463).
 */
export function toOutcome(error: unknown): Outcome {
  const status = numberIn(error, 'responseCode');
  if (status === undefined) return { kind: 'UNKNOWN', reasonCode: 'NO_ANSWER' };
  const command = textIn(error, 'command');
  if (status >= 500 && command === 'RCPT TO') {
    const isFull = status === 552 || /\b5\.2\.2\b/.test(textIn(error, 'response'));
    return { kind: 'REFUSED', reasonCode: isFull ? 'MAILBOX_FULL' : 'ADDRESS_REFUSED' };
  }
  if (status >= 500 && command === 'DATA') return { kind: 'REFUSED', reasonCode: 'LETTER_REFUSED' };
  return { kind: 'LATER', reasonCode: `SMTP_${status}` };
}

/** Not about this address or this letter: no answer, or a no to who we are. */
export function isOurTrouble(error: unknown): boolean {
  const status = numberIn(error, 'responseCode');
  return status === undefined || !['RCPT TO', 'DATA'].includes(textIn(error, 'command')) || status === 421;
}

function numberIn(error: unknown, name: string): number | undefined {
  const value = memberOf(error, name);
  return typeof value === 'number' ? value : undefined;
}

function textIn(error: unknown, name: string): string {
  const value = memberOf(error, name);
  return typeof value === 'string' ? value : '';
}

function memberOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
