/** Letters by SMTP over a few kept connections; the Message-ID is ours, so that a letter sent twice shows as one. */
import type { Lifecycle, Log } from '@motcua/service-kit';
import nodemailer from 'nodemailer';
import type { Post } from '../context.js';
import type { Outcome } from '../domain/sending.js';

export interface SmtpSettings {
  readonly url: string;
  /** `Name <address>` */
  readonly from: string;
  /** How long a letter may take, in milliseconds. */
  readonly patienceMs?: number;
}

const usualPatienceMs = 60_000;
const restMs = 5_000;

export function createPost(settings: SmtpSettings, lifecycle: Lifecycle, log: Log): Post {
  const { from, patienceMs = usualPatienceMs } = settings;
  const transport = openTransport(settings.url);
  lifecycle.defer('mail connections', () => {
    transport.close();
  });
  const domain = /@([^\s@<>]+)>$/.exec(from)?.[1] ?? 'localhost';
  let inTrouble = false;
  let restUntil = 0;
  return {
    async isUp() {
      if (!inTrouble) return true;
      if (Date.now() < restUntil) return false;
      try {
        await transport.verify();
        inTrouble = false;
      } catch (error) {
        log.warn('the mail server cannot be reached', { provider: 'smtp', delayMs: restMs, error });
        restUntil = Date.now() + restMs;
      }
      return !inTrouble;
    },
    async send({ messageId, to, subject, text }) {
      try {
        await transport.sendMail({
          ...{ from, to: { name: '', address: to }, subject, text, messageId: `<${messageId}@${domain}>` },
          // Says to other machines that nobody is there to answer (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.timeout(patienceMs),
        });
        return { kind: 'TAKEN' };
      } catch (error) {
        const outcome = toOutcome(error);
        // What hit this letter will hit the next one: look first.
        inTrouble = outcome.kind === 'UNKNOWN' || outcome.kind === 'LATER';
        return outcome;
      }
    },
  };
}

function openTransport(url: string) {
  return nodemailer.createTransport({
    ...{ url, pool: true, maxConnections: 3 },
    ...{ connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 30_000 },
    // Trying again is ours to decide and to record.
    maxRequeues: 0,
    // A letter is text of ours; nothing in it may name a file or an address to fetch.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
}

/**
 * Only a final no to this address or this letter is final (RFC 5321 section 4.2.1). A server that refuses us, our sender or
 * our password is ours to mend: the letter waits.
 */
function toOutcome(error: unknown): Outcome {
  const status = numberIn(error, 'responseCode');
  if (status === undefined) return { kind: 'UNKNOWN', reasonCode: 'NO_ANSWER' };
  const command = textIn(error, 'command');
  if (status >= 500 && command === 'RCPT TO') return { kind: 'REFUSED', reasonCode: 'ADDRESS_REFUSED' };
  if (status >= 500 && command === 'DATA') return { kind: 'REFUSED', reasonCode: 'LETTER_REFUSED' };
  return { kind: 'LATER', reasonCode: `SMTP_${status}` };
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
