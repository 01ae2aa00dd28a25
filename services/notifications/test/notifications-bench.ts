import {
  DossierAccessCodeRequested,
  DossierErased,
  DossierSubmitted,
  DraftExpiryApproaching,
  PaymentDue,
} from '@motcua/event-contracts';
import { createSealer, derivedId, newId, parseEnv } from '@motcua/service-kit';
import { startTestBench, type TestBench } from '@motcua/service-kit/testing';
import { envShape } from '../src/env.js';
import { startNotifications } from '../src/main.js';
import { openMailbox, type Mailbox } from './mailbox.js';
import { startMessageCentre, type MessageCentreDouble } from './message-centre.js';

export const owner = { kind: 'citizen', id: 'citizen-1' } as const;
export const desk = { kind: 'officer', id: 'officer-1', officeId: 'off_ha-dong', roles: ['receive'] } as const;

export interface NotificationsBench extends TestBench {
  readonly url: string;
  readonly mailbox: Mailbox;
  readonly centre: MessageCentreDouble;
  /** One more process of the service beside the first. */
  startReplica(): Promise<void>;
  /** Moves the clock on; deliveries that were put off become due. */
  laterBy(minutes: number): void;
}

/** The service on real engines, with a mail server and a message centre that speak the real protocols. */
export async function openNotificationsBench(
  extra: Readonly<Record<string, string>> = {},
): Promise<NotificationsBench> {
  const bench = await startTestBench('notifications');
  const mailbox = await openMailbox();
  const centre = await startMessageCentre('s3cr3t');
  bench.lifecycle.defer('mailbox', () => mailbox.close());
  bench.lifecycle.defer('message centre', () => centre.close());
  const env = bench.env({
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'Một cửa <motcua@example.vn>',
    SMPP_URL: centre.url,
    SMPP_SYSTEM_ID: 'motcua',
    SMPP_PASSWORD: 's3cr3t',
    SMS_BRAND: 'MOTCUA',
    SMS_PART_PRICE_VND: '300',
    ...extra,
  });
  const start = () => startNotifications(parseEnv(envShape, env), bench.lifecycle, bench.log, { clock: bench.clock });
  const { url } = await start();
  let now = bench.clock.now();
  return {
    ...bench,
    ...{ url, mailbox, centre },
    async startReplica() {
      await start();
    },
    laterBy(minutes) {
      now = new Date(now.getTime() + minutes * 60_000);
      bench.clock.set(now.toISOString());
    },
  };
}

export interface Person {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly language: 'vi' | 'en';
}

let people = 0;
/** Somebody nobody else in the run has the address of. */
export function aPerson(changes: Partial<Person> = {}): Person {
  people += 1;
  const phone = `09000${String(people).padStart(5, '0')}`;
  return { name: 'Nguyễn Văn Mẫu', phone, email: `nguoidan${people}@example.com`, language: 'vi', ...changes };
}

export async function submit(bench: TestBench, person: unknown, dossierId = newId('dos', new Date())): Promise<string> {
  const sealer = createSealer(bench.keys.sealingPublicKeys);
  const data = {
    ...DossierSubmitted.sample,
    dossierId,
    applicantKey: derivedId('apk', owner.id),
    sealedContact: await sealer.seal('notifications', person),
  };
  await bench.publishTwice(DossierSubmitted, data, { id: `${dossierId}/1`, key: dossierId });
  return dossierId;
}

/** Somebody asks for a one-time code; as the dossiers service says it. */
export async function askForCode(
  bench: TestBench,
  dossierId: string,
  asked: { readonly channel: 'SMS' | 'EMAIL'; readonly code?: unknown; readonly minutes?: number },
): Promise<void> {
  const { channel, code = '123456', minutes = 10 } = asked;
  const expiresAt = new Date(bench.clock.now().getTime() + minutes * 60_000).toISOString();
  const sealedCode = await createSealer(bench.keys.sealingPublicKeys).seal('notifications', {
    code,
    expiresAt,
    channel,
  });
  const data = { ...DossierAccessCodeRequested.sample, dossierId, channel, sealedCode };
  await bench.publishTwice(DossierAccessCodeRequested, data, {
    id: `${dossierId}/${String((facts += 1))}`,
    key: dossierId,
  });
}

let facts = 100;

export async function erase(bench: TestBench, dossierId: string): Promise<void> {
  const data = { ...DossierErased.sample, dossierId };
  await bench.publishTwice(DossierErased, data, { id: `${dossierId}/${String((facts += 1))}`, key: dossierId });
}

export async function remind(
  bench: TestBench,
  draftId: string,
  person: Person & { readonly resumeUrl: string | null },
  more: { readonly fact?: number; readonly expiresAt?: string } = {},
): Promise<void> {
  const { fact = 1, expiresAt = '2026-11-26T02:00:00.000Z' } = more;
  const sealedContact = await createSealer(bench.keys.sealingPublicKeys).seal('notifications', person);
  const data = { ...DraftExpiryApproaching.sample, draftId, expiresAt, sealedContact };
  await bench.publishTwice(DraftExpiryApproaching, data, { id: `${draftId}/${String(fact)}`, key: draftId });
}

export async function owe(bench: TestBench, dossierId: string): Promise<void> {
  const paymentId = dossierId.replace('dos_', 'pay_');
  const data = { ...PaymentDue.sample, dossierId, paymentId, amountVnd: 28_000 };
  await bench.publishTwice(PaymentDue, data, { id: `${paymentId}/2`, key: dossierId });
}

/** The id of the first message of that kind. */
export const messageIdOf = (dossierId: string, notice: string, channel: 'SMS' | 'EMAIL') =>
  `${dossierId.replace('dos_', 'msg_')}.${notice}.1.${channel}`;

export const saying =
  (type: 'message.sent' | 'message.failed', messageId: string) => (event: { type: string; data: object }) =>
    event.type === type && 'messageId' in event.data && event.data.messageId === messageId;
