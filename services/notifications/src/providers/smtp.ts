/** Letters by SMTP over a few kept connections; the Message-ID is ours, so that a letter sent twice shows as one. */
import type { Lifecycle, Log } from '@motcua/service-kit';
import nodemailer from 'nodemailer';
import type { Post } from '../context.js';
import { toCalendar } from './calendar-entry.js';
import { createRest } from './rest.js';
import { isOurTrouble, toOutcome } from './smtp-answer.js';

export interface SmtpSettings {
  readonly url: string;
  /** `Name <address>` */
  readonly from: string;
  /** Signs letters for the domain they are from (RFC 6376); `privateKey` as PEM. */
  readonly dkim?: { readonly selector: string; readonly privateKey: string } | undefined;
  /** How long a letter may take, in milliseconds. */
  readonly patienceMs?: number;
}

const usualPatienceMs = 60_000;
const connections = 16;

export function createPost(settings: SmtpSettings, lifecycle: Lifecycle, log: Log): Post {
  const { from, patienceMs = usualPatienceMs } = settings;
  const address = /<([^\s@<>]+@[^\s@<>]+)>$/.exec(from)?.[1] ?? 'motcua@localhost';
  const domain = address.split('@')[1] ?? 'localhost';
  const transport = openTransport(settings, domain);
  lifecycle.defer('mail connections', () => {
    transport.close();
  });
  const rest = createRest({ firstMs: 1_000, longestMs: 30_000 });
  let inTrouble = false;
  return {
    async isUp() {
      if (!inTrouble) return true;
      if (rest.isOn()) return false;
      try {
        await transport.verify();
        inTrouble = false;
      } catch (error) {
        log.warn('the mail server cannot be reached', { provider: 'smtp', delayMs: rest.begin(), error });
      }
      return !inTrouble;
    },
    async send(letter) {
      try {
        await transport.sendMail({
          ...toMail(letter, { from, address, domain }),
          signal: AbortSignal.timeout(patienceMs),
        });
        rest.end();
        return { kind: 'TAKEN' };
      } catch (error) {
        // What hit this letter will hit the next one: look first.
        inTrouble ||= isOurTrouble(error);
        return toOutcome(error);
      }
    },
  };
}

function toMail(
  { messageId, to, subject, text, html, calendar }: Parameters<Post['send']>[0],
  { from, address, domain }: { readonly from: string; readonly address: string; readonly domain: string },
) {
  return {
    ...{ from, to: { name: '', address: to }, subject, text, html, messageId: `<${messageId}@${domain}>` },
    ...(calendar === undefined ? {} : { icalEvent: { ...toCalendar(calendar, address), filename: 'hen-tra.ics' } }),
    // Says to other machines that nobody is there to answer (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

function openTransport({ url, dkim }: SmtpSettings, domainName: string) {
  return nodemailer.createTransport({
    ...{ url, pool: true, maxConnections: connections, maxMessages: Infinity },
    ...{ connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 30_000 },
    // Trying again is ours to decide and to record.
    maxRequeues: 0,
    // A letter is text of ours; nothing in it may name a file or an address to fetch.
    ...{ disableFileAccess: true, disableUrlAccess: true },
    ...(dkim === undefined ? {} : { dkim: { domainName, keySelector: dkim.selector, privateKey: dkim.privateKey } }),
  });
}
