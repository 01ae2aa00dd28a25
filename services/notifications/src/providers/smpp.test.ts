import { createLifecycle, createLog, type Lifecycle } from '@motcua/service-kit';
import { startMessageCentre, type MessageCentreDouble } from '../../test/message-centre.js';
import type { MessageCentre } from '../context.js';
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
beforeEach(async () => {
  centre = await startMessageCentre('s3cr3t');
  lifecycle = createLifecycle(log);
  sender = senderTo(centre.url);
});
afterEach(async () => {
  await lifecycle.close();
  await centre.close();
});

const senderTo = (url: string, password = 's3cr3t') =>
  createMessageCentre({ url, systemId: 'motcua', password, brand: 'MOTCUA', patienceMs: 300 }, lifecycle, log);

async function send(text = message.text) {
  expect(await sender.isUp()).toBe(true);
  return sender.send({ ...message, text });
}

describe('a text', () => {
  it('arrives at the phone under our brand, in GSM-7, over one session', async () => {
    expect(await send()).toEqual({ kind: 'TAKEN' });
    expect(await send()).toEqual({ kind: 'TAKEN' });
    expect(centre.received).toEqual(
      Array(2).fill({ from: 'MOTCUA', to: '84900000001', text: message.text, dataCoding: 0, udh: '' }),
    );
    expect(centre.binds()).toBe(1);
  });

  it('keeps its marks where it must, in UCS-2', async () => {
    await send('Hồ sơ cần bổ sung');
    expect(centre.received).toMatchObject([{ text: 'Hồ sơ cần bổ sung', dataCoding: 8 }]);
  });

  it('that is long arrives in parts that belong together', async () => {
    await send('a'.repeat(307));
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
    ['a fault of its own', 0x08, { kind: 'LATER', reasonCode: 'SMPP_RSYSERR' }],
  ] as const)('refused because of %s', async (_, status, outcome) => {
    centre.answers(status);
    expect(await send()).toEqual(outcome);
  });

  it.each(['SILENCE', 'HANG_UP'] as const)(
    'is uncertain after %s, and the next one gets a new session',
    async (saying) => {
      centre.answers(saying);
      expect(await send()).toEqual({ kind: 'UNKNOWN', reasonCode: 'NO_ANSWER' });
      centre.answers(0);
      expect(await send()).toEqual({ kind: 'TAKEN' });
      expect(centre.binds()).toBe(2);
    },
  );

  it('of which only a part was taken is uncertain', async () => {
    centre.answers(0x58, 1);
    expect(await send('a'.repeat(200))).toEqual({ kind: 'UNKNOWN', reasonCode: 'PARTLY_TAKEN' });
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
    expect(await sender.send(message)).toEqual({ kind: 'TAKEN' });
  });

  it('that does not know us is not up', async () => {
    sender = senderTo(centre.url, 'wrong');
    expect(await sender.isUp()).toBe(false);
  });
});

/** The rest is real time. */
async function untilTrue(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it did not become true');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
