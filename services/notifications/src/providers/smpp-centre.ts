/** One provider of short messages: its session, its rests, and texts cut into the parts it takes. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Lifecycle, Log } from '@motcua/service-kit';
import type { MessageCentre } from '../context.js';
import type { Receipt } from '../domain/receipt.js';
import type { Outcome } from '../domain/sending.js';
import { createQuota, type Quota } from './quota.js';
import { createRest, type Rest } from './rest.js';
import { isThrottling, toOutcome } from './smpp-answer.js';
import type { SmppPdu } from './smpp-library.js';
import { reasonFor } from './smpp-receipt.js';
import { bindSession, type BoundSession, type SmppSettings } from './smpp-session.js';
import { splitSms, type SmsPart } from './sms-parts.js';

export type ProviderName = 'first' | 'second';
export interface Centre {
  readonly name: ProviderName;
  isUp(): Promise<boolean>;
  send(text: Parameters<MessageCentre['send']>[0]): Promise<Outcome>;
  /** `reference` is one of this provider's. */
  ask(reference: string): Promise<Receipt | null>;
}

export interface CentreOptions {
  readonly name: ProviderName;
  readonly settings: SmppSettings;
  /** Who texts are from. */
  readonly brand: string;
  readonly onDelivery: (pdu: SmppPdu) => Promise<void>;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
}

export function createCentre({ name, settings, brand, onDelivery, lifecycle, log }: CentreOptions): Centre {
  let session: BoundSession | undefined;
  let binding: Promise<boolean> | undefined;
  const absence = createRest({ firstMs: 1_000, longestMs: 30_000 });
  const throttle = createRest({ firstMs: 250, longestMs: 15_000 });
  const quota = createQuota(settings.perSecond);
  lifecycle.defer(`message centre ${name}`, () => session?.close());
  const bind = async (): Promise<boolean> => {
    try {
      session = await bindSession(settings, onDelivery, log);
      absence.end();
      return true;
    } catch (error) {
      log.warn('the message centre cannot be reached', { provider: name, delayMs: absence.begin(), error });
      return false;
    }
  };
  return {
    name,
    async isUp() {
      if (throttle.isOn() || quota.isSpent()) return false;
      if (session?.isAlive() === true) return true;
      if (absence.isOn()) return false;
      binding ??= bind().finally(() => (binding = undefined));
      return binding;
    },
    async send({ messageId, to, text }) {
      if (session?.isAlive() !== true) return { kind: 'LATER', reasonCode: 'CENTRE_AWAY' };
      return sendParts({ name, session, throttle, quota, brand }, { messageId, to, text });
    },
    async ask(reference) {
      const query = { message_id: reference.slice(name.length + 1), ...senderOf(brand) };
      const answer = await session?.query(query);
      if (answer === undefined || typeof answer === 'string' || answer.command_status !== 0) return null;
      const reasonCode = reasonFor(answer.message_state ?? 0);
      return reasonCode === undefined ? null : { reference, reasonCode };
    },
  };
}

interface Way {
  readonly name: ProviderName;
  readonly session: BoundSession;
  readonly throttle: Rest;
  readonly quota: Quota;
  readonly brand: string;
}

async function sendParts(way: Way, { messageId, to, text }: Parameters<MessageCentre['send']>[0]): Promise<Outcome> {
  const numbers = createHash('sha256').update(messageId).digest();
  const { dataCoding, parts } = splitSms(text, numbers[0] ?? 0);
  const references: string[] = [];
  let doubt: string | undefined;
  for (const [index, part] of parts.entries()) {
    const userReference = (numbers.readUInt16BE(1) + index) & 0xffff;
    const outcome = await sendPart(way, { part, dataCoding, to, userReference }, index);
    if (outcome.kind === 'TAKEN') references.push(...(outcome.references ?? []));
    else if (outcome.kind === 'UNKNOWN') {
      doubt ??= outcome.reasonCode;
      references.push(`${way.name}:~${userReference}`);
    } else if (index === 0) return outcome;
    // Some parts are on their way and this one is not: trying again would send the others twice.
    else return { kind: 'UNKNOWN', reasonCode: 'PARTLY_TAKEN' };
  }
  return doubt === undefined ? { kind: 'TAKEN', references } : { kind: 'UNKNOWN', reasonCode: doubt, references };
}

const mostTriesOfAPart = 8;

interface Piece {
  readonly part: SmsPart;
  readonly dataCoding: number;
  readonly to: string;
  readonly userReference: number;
}

/** A later part that is not taken for now is tried again at once: the text has begun. */
async function sendPart(way: Way, piece: Piece, index: number): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await submit(way, piece);
    if (outcome.kind !== 'LATER' || index === 0 || attempt === mostTriesOfAPart) return outcome;
    await pause(Math.min(250 * 2 ** attempt, 5_000));
  }
}

async function submit(
  { name, session, throttle, quota, brand }: Way,
  { part: { udh, message }, dataCoding, to, userReference }: Piece,
): Promise<Outcome> {
  quota.spend();
  const answer = await session.submit({
    ...senderOf(brand),
    // Receiver as an international ISDN number, digits only.
    ...{ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: to.replace(/^\+/, '') },
    data_coding: dataCoding,
    // A receipt, whether or not it arrived.
    registered_delivery: 1,
    user_message_reference: userReference,
    short_message: { message, ...(udh === undefined ? {} : { udh }) },
  });
  if (isThrottling(answer)) throttle.begin();
  const outcome = toOutcome(answer);
  if (outcome.kind !== 'TAKEN') return outcome;
  throttle.end();
  const id = typeof answer === 'string' ? undefined : answer.message_id;
  return id === undefined || id === '' ? outcome : { ...outcome, references: [`${name}:${id}`] };
}

/** Alphanumeric (SMPP 3.4 section 5.2.5). */
function senderOf(brand: string) {
  return { source_addr_ton: 5, source_addr_npi: 0, source_addr: brand };
}
