/** Short messages by SMPP 3.4 through one or two providers: the quicker one first, the other when it is away or asks to wait. */
import type { Lifecycle, Log } from '@motcua/service-kit';
import type { MessageCentre, ReceiptFromOutside } from '../context.js';
import type { Outcome } from '../domain/sending.js';
import { createPace, type Pace } from './pace.js';
import { createCentre, type Centre, type ProviderName } from './smpp-centre.js';
import type { SmppPdu } from './smpp-library.js';
import { receiptIn } from './smpp-receipt.js';
import type { SmppSettings } from './smpp-session.js';
import { createTakenTimes } from './taken-times.js';

export interface MessageCentreSettings {
  readonly brand: string;
  readonly first: SmppSettings;
  readonly second?: SmppSettings | undefined;
}

const slowAnswerMs = 2_000;
const slowReceiptMs = 60_000;

export function createMessageCentre(settings: MessageCentreSettings, lifecycle: Lifecycle, log: Log): MessageCentre {
  const pace = createPace(Date.now);
  const taken = createTakenTimes();
  let listener: (receipt: ReceiptFromOutside) => Promise<void> = () => Promise.reject(new Error('nobody listens yet'));
  const onDelivery = async (name: ProviderName, pdu: SmppPdu): Promise<void> => {
    const receipt = toReceipt(name, pdu);
    if (receipt === undefined) return;
    const tookMs = taken.since(receipt.references);
    if (tookMs !== undefined) pace.record(name, tookMs > slowReceiptMs);
    await listener(receipt);
  };
  const centres = namedSettings(settings).map(([name, one]) => {
    const options = { name, settings: one, brand: settings.brand, lifecycle, log };
    return createCentre({ ...options, onDelivery: (pdu) => onDelivery(name, pdu) });
  });
  return {
    async isUp() {
      const up = await Promise.all(centres.map((centre) => centre.isUp()));
      return up.includes(true);
    },
    async send(text) {
      const outcome = await sendByQuickest(centres, pace, text);
      if (outcome.kind === 'TAKEN') taken.remember(outcome.references ?? []);
      return outcome;
    },
    async ask(reference) {
      const centre = centres.find(({ name }) => reference.startsWith(`${name}:`));
      return centre !== undefined && (await centre.isUp()) ? centre.ask(reference) : null;
    },
    onReceipt(listens) {
      listener = listens;
    },
  };
}

/** What one did not take the other may; what one may have taken nobody else gets. */
async function sendByQuickest(
  centres: readonly Centre[],
  pace: Pace,
  text: Parameters<MessageCentre['send']>[0],
): Promise<Outcome> {
  let outcome: Outcome = { kind: 'LATER', reasonCode: 'CENTRE_AWAY' };
  for (const name of pace.order(centres.map((centre) => centre.name))) {
    const centre = centres.find((one) => one.name === name);
    if (centre === undefined || !(await centre.isUp())) continue;
    const startedAt = Date.now();
    outcome = await centre.send(text);
    pace.record(name, outcome.kind === 'UNKNOWN' || Date.now() - startedAt > slowAnswerMs);
    if (outcome.kind !== 'LATER') break;
  }
  return outcome;
}

function namedSettings({ first, second }: MessageCentreSettings): readonly (readonly [ProviderName, SmppSettings])[] {
  return second === undefined
    ? [['first', first]]
    : [
        ['first', first],
        ['second', second],
      ];
}

function toReceipt(name: ProviderName, pdu: SmppPdu): ReceiptFromOutside | undefined {
  const receipt = receiptIn(pdu);
  if (receipt === undefined) return undefined;
  const { id, userReference, phone, reasonCode } = receipt;
  const references = [
    ...(id === undefined ? [] : [`${name}:${id}`]),
    ...(userReference === undefined ? [] : [`${name}:~${userReference}`]),
  ];
  return { references, phone, reasonCode };
}
