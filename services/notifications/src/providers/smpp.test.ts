import { createLifecycle, createLog, type Lifecycle } from '@motcua/service-kit';
import { aReceipt, startMessageCentre, type MessageCentreDouble } from '../../test/message-centre.js';
import type { MessageCentre, ReceiptFromOutside } from '../context.js';
import { createMessageCentre } from './smpp.js';

const log = createLog({ name: 'smpp test', level: 'silent' });
const message = {
  messageId: 'msg_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.dossier-received.1.SMS',
  to: '+84900000001',
  text: 'Ho so H26.153-261123-0001 da duoc tiep nhan. [Hen tra]: 25/11/2026.',
};

let centre: MessageCentreDouble;
let lifecycle: Lifecycle;
let sender: MessageCentre;
let receipts: ReceiptFromOutside[];
beforeEach(async () => {
  centre = await startMessageCentre('s3cr3t');
  lifecycle = createLifecycle(log);
  sender = senderTo(centre.url);
});
afterEach(async () => {
  await lifecycle.close();
  await centre.close();
});

function senderTo(url: string, password = 's3cr3t', second?: string, perSecond?: number): MessageCentre {
  const settings = { systemId: 'motcua', password, patienceMs: 300, perSecond };
  const both = {
    first: { url, ...settings },
    ...(second === undefined ? {} : { second: { url: second, ...settings } }),
  };
  const made = createMessageCentre({ brand: 'MOTCUA', ...both }, lifecycle, log);
  receipts = [];
  made.onReceipt((receipt) => {
    receipts.push(receipt);
    return Promise.resolve();
  });
  return made;
}

async function send(text = message.text) {
  expect(await sender.isUp()).toBe(true);
  return sender.send({ ...message, text });
}
const taken = (...references: string[]) => ({ kind: 'TAKEN', references });

describe('a text', () => {
  it('arrives at the phone under our brand, in GSM-7, over one session', async () => {
    expect(await send()).toEqual(taken('first:id-1'));
    expect(await send()).toEqual(taken('first:id-2'));
    const text = { from: 'MOTCUA', to: '84900000001', text: message.text, dataCoding: 0, udh: '' };
    expect(centre.received).toMatchObject([text, text]);
    expect(centre.binds()).toBe(1);
  });

  it('keeps its marks where it must, in UCS-2', async () => {
    await send('Hồ sơ cần bổ sung');
    expect(centre.received).toMatchObject([{ text: 'Hồ sơ cần bổ sung', dataCoding: 8 }]);
  });

  it('that is long arrives in parts that belong together', async () => {
    expect(await send('a'.repeat(307))).toEqual(taken('first:id-1', 'first:id-2', 'first:id-3'));
    expect(centre.received.map(({ text }) => text.length)).toEqual([153, 153, 1]);
    const [first, second, third] = centre.received.map(({ udh }) => udh);
    expect([first?.slice(-2), second?.slice(-2), third?.slice(-2)]).toEqual(['01', '02', '03']);
    expect(new Set(centre.received.map(({ udh }) => udh.slice(0, -2))).size).toBe(1);
  });

  it.each([
    ['a number it will not take', 0x0b, { kind: 'REFUSED', reasonCode: 'PHONE_REFUSED' }],
    ['a submission it will not take', 0x45, { kind: 'REFUSED', reasonCode: 'SMPP_RSUBMITFAIL' }],
    ['a status nobody knows', 0x7fff, { kind: 'REFUSED', reasonCode: 'CENTRE_REFUSED' }],
    ['too many at once', 0x58, { kind: 'LATER', reasonCode: 'SMPP_RTHROTTLED' }],
    ['a full queue', 0x14, { kind: 'LATER', reasonCode: 'SMPP_RMSGQFUL' }],
  ] as const)('refused because of %s', async (_, status, outcome) => {
    centre.answers(status);
    expect(await send()).toEqual(outcome);
  });

  it('is uncertain after a fault in there, which may have come after it was taken', async () => {
    centre.answers(0x08);
    expect(await send()).toEqual({
      ...{ kind: 'UNKNOWN', reasonCode: 'SMPP_RSYSERR' },
      references: [expect.stringMatching(/^first:~\d+$/)],
    });
  });

  it('is uncertain after silence, known by our own number, and nobody else’s session is broken off', async () => {
    centre.answers('SILENCE');
    const [silent, other] = await Promise.all([
      send(),
      centre.received.length === 0 ? untilReceived(1).then(() => (centre.answers(0), send())) : null,
    ]);
    const reference = `first:~${centre.received[0]?.userReference}`;
    expect(silent).toEqual({ kind: 'UNKNOWN', reasonCode: 'NO_ANSWER', references: [reference] });
    expect(other).toEqual(taken('first:id-2'));
    expect(centre.binds()).toBe(1);
  });

  it('is uncertain after a broken session, and the next one gets a new session', async () => {
    centre.answers('HANG_UP');
    expect(await send()).toMatchObject({ kind: 'UNKNOWN', reasonCode: 'NO_ANSWER' });
    centre.answers(0);
    expect(await send()).toEqual(taken('first:id-2'));
    expect(centre.binds()).toBe(2);
  });

  it('that has begun is brought to its end when a later part is put off', async () => {
    centre.answers(0x58, 1);
    const sending = send('a'.repeat(200));
    await untilReceived(1);
    centre.answers(0);
    expect(await sending).toEqual(taken('first:id-1', 'first:id-2'));
    expect(centre.received.map(({ text }) => text.length)).toEqual([153, 47]);
  });

  it('of which a part was refused for good is uncertain', async () => {
    centre.answers(0x45, 1);
    expect(await send('a'.repeat(200))).toEqual({ kind: 'UNKNOWN', reasonCode: 'PARTLY_TAKEN' });
  });
});

describe('a receipt', () => {
  it.each([
    ['DELIVRD', null],
    ['UNDELIV', 'TEXT_UNDELIVERABLE'],
    ['EXPIRED', 'TEXT_EXPIRED'],
    ['REJECTD', 'TEXT_REJECTED'],
  ])('in words: %s', async (state, reasonCode) => {
    await send();
    expect(await centre.deliver(aReceipt({ id: 'id-1', phone: '84900000001', state }))).toBe(0);
    expect(receipts).toEqual([{ references: ['first:id-1'], phone: '+84900000001', reasonCode }]);
  });

  it('in fields, with our own number', async () => {
    await send();
    await centre.deliver({
      ...{ source_addr: '84900000001', destination_addr: 'MOTCUA', esm_class: 0x04, short_message: '' },
      ...{ receipted_message_id: 'id-1', message_state: 5, user_message_reference: 4711 },
    });
    expect(receipts).toEqual([
      { references: ['first:id-1', 'first:~4711'], phone: '+84900000001', reasonCode: 'TEXT_UNDELIVERABLE' },
    ]);
  });

  it.each([
    ['of a text that is still on its way', { ...aReceipt({ id: 'id-1', phone: '1', state: 'ACCEPTD' }) }],
    ['that is a text somebody wrote to us', { source_addr: '84900000001', short_message: 'id:id-1 stat:DELIVRD' }],
  ])('%s is none', async (_, pdu) => {
    await send();
    expect(await centre.deliver(pdu)).toBe(0);
    expect(receipts).toEqual([]);
  });

  it('that could not be kept is asked for again', async () => {
    sender.onReceipt(() => Promise.reject(new Error('the database is away')));
    await send();
    expect(await centre.deliver(aReceipt({ id: 'id-1', phone: '84900000001', state: 'DELIVRD' }))).toBe(0x64);
  });

  it('that does not come can be asked for', async () => {
    await send();
    expect(await sender.ask('first:id-1')).toBeNull();
    centre.states.set('id-1', 1);
    expect(await sender.ask('first:id-1')).toBeNull();
    centre.states.set('id-1', 2);
    expect(await sender.ask('first:id-1')).toEqual({ reference: 'first:id-1', reasonCode: null });
    centre.states.set('id-1', 3);
    expect(await sender.ask('first:id-1')).toEqual({ reference: 'first:id-1', reasonCode: 'TEXT_EXPIRED' });
    expect(await sender.ask('second:id-1')).toBeNull();
  });
});

describe('two message centres', () => {
  let other: MessageCentreDouble;
  beforeEach(async () => {
    other = await startMessageCentre('s3cr3t');
    sender = senderTo(centre.url, 's3cr3t', other.url);
  });
  afterEach(() => other.close());
  const counts = () => [centre.received.length, other.received.length];

  it('the first takes everything while it is quick', async () => {
    await send();
    expect(counts()).toEqual([1, 0]);
  });

  it.each([
    ['asks to wait', 0x58],
    ['has no room', 0x14],
  ])('the second takes what the first put off because it %s', async (_, status) => {
    centre.answers(status);
    expect(await send()).toEqual(taken('second:id-1'));
    expect(counts()).toEqual([0, 1]);
  });

  it('the second does not get what the first may have taken, or refused', async () => {
    centre.answers('SILENCE');
    expect(await send()).toMatchObject({ kind: 'UNKNOWN' });
    centre.answers(0x08);
    expect(await send()).toMatchObject({ kind: 'UNKNOWN' });
    centre.answers(0x0b);
    expect(await send()).toMatchObject({ kind: 'REFUSED' });
    expect(counts()).toEqual([1, 0]);
  });

  it('the second takes everything while the first is away', async () => {
    await centre.close();
    expect(await send()).toEqual(taken('second:id-1'));
    centre = other;
  });

  it('the second goes first once the first was measured to be slow', async () => {
    centre.answers('SILENCE');
    await Promise.all(
      Array.from({ length: 6 }, (_, number) =>
        sender.isUp().then(() => sender.send({ ...message, messageId: `m${number}` })),
      ),
    );
    centre.answers(0);
    await send();
    expect(counts()).toEqual([6, 1]);
  });
});

describe('a message centre', () => {
  it('that is away is not up, takes nothing, and is tried again after a rest', async () => {
    const { port } = new URL(centre.url);
    await centre.close();
    expect(await sender.isUp()).toBe(false);
    expect(await sender.send(message)).toEqual({ kind: 'LATER', reasonCode: 'CENTRE_AWAY' });
    centre = await startMessageCentre('s3cr3t', Number(port));
    expect(await sender.isUp()).toBe(false);
    await untilTrue(() => sender.isUp());
    expect(await sender.send(message)).toMatchObject({ kind: 'TAKEN' });
  });

  it('that asks to wait is left alone for a while', async () => {
    centre.answers(0x58);
    await send();
    expect(await sender.isUp()).toBe(false);
    centre.answers(0);
    await untilTrue(() => sender.isUp());
    expect(await send()).toMatchObject({ kind: 'TAKEN' });
  });

  it('gets no more in a second than was agreed: what follows a text of many parts waits', async () => {
    sender = senderTo(centre.url, 's3cr3t', undefined, 1);
    await send('a'.repeat(153 * 9));
    expect([centre.received.length, await sender.isUp()]).toEqual([9, false]);
  });

  it('that does not know us is not up', async () => {
    sender = senderTo(centre.url, 'wrong');
    expect(await sender.isUp()).toBe(false);
  });
});

const untilReceived = (count: number) => untilTrue(() => Promise.resolve(centre.received.length >= count));

/** The rest is real time. */
async function untilTrue(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it did not become true');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
