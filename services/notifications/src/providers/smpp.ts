/** Short messages by SMPP 3.4: one transmitter session, bound when there is something to send. */
import { createHash } from 'node:crypto';
import type { Lifecycle, Log } from '@motcua/service-kit';
import type { MessageCentre } from '../context.js';
import type { Outcome } from '../domain/sending.js';
import { smpp, type SmppPdu } from './smpp-library.js';
import { bindSession, type BoundSession, type SmppSettings } from './smpp-session.js';
import { splitSms } from './sms-parts.js';

const firstRestMs = 1_000;
const longestRestMs = 30_000;

export function createMessageCentre(settings: SmppSettings, lifecycle: Lifecycle, log: Log): MessageCentre {
  let session: BoundSession | undefined;
  let restMs = firstRestMs;
  let restUntil = 0;
  lifecycle.defer('message centre', () => session?.close());
  const bind = async (): Promise<boolean> => {
    if (Date.now() < restUntil) return false;
    try {
      session = await bindSession(settings, log);
      restMs = firstRestMs;
      return true;
    } catch (error) {
      log.warn('the message centre cannot be reached', { provider: 'smpp', delayMs: restMs, error });
      restUntil = Date.now() + restMs;
      restMs = Math.min(restMs * 2, longestRestMs);
      return false;
    }
  };
  return {
    isUp: () => (session?.isAlive() === true ? Promise.resolve(true) : bind()),
    async send({ messageId, to, text }) {
      if (session?.isAlive() !== true) return { kind: 'LATER', reasonCode: 'CENTRE_AWAY' };
      return sendParts(session, settings.brand, { messageId, to, text });
    },
  };
}

async function sendParts(
  session: BoundSession,
  brand: string,
  { messageId, to, text }: Parameters<MessageCentre['send']>[0],
): Promise<Outcome> {
  const reference = createHash('sha256').update(messageId).digest()[0] ?? 0;
  const { dataCoding, parts } = splitSms(text, reference);
  for (const [index, { udh, message }] of parts.entries()) {
    const answer = await session.submit({
      // Alphanumeric sender; receiver as an international ISDN number, digits only.
      ...{ source_addr_ton: 5, source_addr_npi: 0, source_addr: brand },
      ...{ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: to.replace(/^\+/, '') },
      data_coding: dataCoding,
      short_message: { message, ...(udh === undefined ? {} : { udh }) },
    });
    const outcome = toOutcome(answer);
    if (outcome.kind === 'TAKEN') continue;
    // The first parts are on their way: trying again would send them twice.
    return index === 0 ? outcome : { kind: 'UNKNOWN', reasonCode: 'PARTLY_TAKEN' };
  }
  return { kind: 'TAKEN' };
}

/** The centre is full, slow or not itself: it did not take the message and may take it later. */
const passing = new Set(['ESME_RTHROTTLED', 'ESME_RMSGQFUL', 'ESME_RSYSERR', 'ESME_RINVBNDSTS', 'ESME_RX_T_APPN']);

function toOutcome(answer: SmppPdu | 'UNSENT' | 'NO_ANSWER'): Outcome {
  if (answer === 'UNSENT') return { kind: 'LATER', reasonCode: 'CENTRE_AWAY' };
  if (answer === 'NO_ANSWER') return { kind: 'UNKNOWN', reasonCode: 'NO_ANSWER' };
  if (answer.command_status === 0) return { kind: 'TAKEN' };
  const name = Object.keys(smpp.errors).find((known) => smpp.errors[known] === answer.command_status);
  if (name !== undefined && passing.has(name)) return { kind: 'LATER', reasonCode: reasonOf(name) };
  if (name === 'ESME_RINVDSTADR') return { kind: 'REFUSED', reasonCode: 'PHONE_REFUSED' };
  return { kind: 'REFUSED', reasonCode: name === undefined ? 'CENTRE_REFUSED' : reasonOf(name) };
}

function reasonOf(name: string): string {
  return name.replace(/^ESME_/, 'SMPP_');
}
