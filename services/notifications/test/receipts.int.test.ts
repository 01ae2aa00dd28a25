import { DossierReceived, DossierRejected, DossierRescheduled, type EventContract } from '@motcua/event-contracts';
import { aReceipt } from './message-centre.js';
import {
  aPerson,
  messageIdOf,
  openNotificationsBench,
  owner,
  saying,
  submit,
  type NotificationsBench,
  type Person,
} from './notifications-bench.js';

let bench: NotificationsBench;
beforeAll(async () => {
  bench = await openNotificationsBench();
}, 60_000);
afterAll(() => bench.close());
afterEach(() => bench.centre.receipts(null));

const sent = (dossierId: string, notice = 'dossier-submitted', channel: 'SMS' | 'EMAIL' = 'SMS') =>
  bench.waitFor('notification.v1', saying('message.sent', messageIdOf(dossierId, notice, channel)));
const international = ({ phone }: Person) => `84${(phone ?? '').slice(1)}`;
const idOf = (person: Person) => bench.centre.received.find(({ to }) => to === international(person))?.id ?? '?';

async function statusOf(dossierId: string): Promise<unknown> {
  const document = 'query ($id: ID!) { messages(dossierId: $id, first: 9) { channel status reasonCode deliveredAt } }';
  const { data } = await bench.query(bench.url, document, { id: dossierId }, owner);
  const { messages } = data as { messages: { channel: string }[] };
  return messages.find(({ channel }) => channel === 'SMS') ?? null;
}

/** That a text arrived is told to nobody but those who look. */
async function untilStatus(dossierId: string, status: string): Promise<unknown> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const shown = await statusOf(dossierId);
    if (JSON.stringify(shown).includes(`"status":"${status}"`)) return shown;
    if (Date.now() > deadline) throw new Error(`not ${status} in time but ${JSON.stringify(shown)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a receipt', () => {
  it('that comes with the answer, or long after it: the text is on the phone', async () => {
    bench.centre.receipts('DELIVRD');
    const early = await submit(bench, aPerson());
    await sent(early);
    expect(await untilStatus(early, 'DELIVERED')).toMatchObject({ deliveredAt: expect.any(String) });
    bench.centre.receipts(null);
    const person = aPerson();
    const late = await submit(bench, person);
    await sent(late);
    const receipt = aReceipt({ id: idOf(person), phone: international(person), state: 'DELIVRD' });
    expect(await bench.centre.deliver(receipt)).toBe(0);
    await untilStatus(late, 'DELIVERED');
    expect(await bench.centre.deliver({ ...receipt })).toBe(0);
    const contrary = aReceipt({ id: idOf(person), phone: international(person), state: 'UNDELIV' });
    expect(await bench.centre.deliver(contrary)).toBe(0);
    expect(await statusOf(late)).toMatchObject({ status: 'DELIVERED' });
  });

  it('that says the phone was not reached: everybody hears that the message failed, once', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await sent(dossierId);
    const receipt = aReceipt({ id: idOf(person), phone: international(person), state: 'EXPIRED' });
    expect([await bench.centre.deliver(receipt), await bench.centre.deliver({ ...receipt })]).toEqual([0, 0]);
    const failed = saying('message.failed', messageIdOf(dossierId, 'dossier-submitted', 'SMS'));
    expect((await bench.waitFor('notification.v1', failed)).data).toMatchObject({ reasonCode: 'TEXT_EXPIRED' });
    await sent(await submit(bench, aPerson()));
    expect(bench.seen('notification.v1').filter(failed)).toHaveLength(1);
  });

  it('that is forged changes nothing: of another phone, or of a text that was never sent', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await sent(dossierId);
    const forged = [
      aReceipt({ id: idOf(person), phone: '84911111111', state: 'UNDELIV' }),
      aReceipt({ id: 'never', phone: international(person), state: 'UNDELIV' }),
      { ...aReceipt({ id: '$gt', phone: '{}', state: 'UNDELIV' }) },
    ];
    for (const one of forged) expect(await bench.centre.deliver(one)).toBe(0);
    expect(await statusOf(dossierId)).toMatchObject({ status: 'SENT' });
    expect(bench.lines.join('')).not.toContain('911111111');
  });

  it('of a text that was left unknown, with our own number: it is known again and was sent once', async () => {
    bench.centre.answers('HANG_UP');
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await untilStatus(dossierId, 'UNKNOWN');
    bench.centre.answers(0);
    await sent(await submit(bench, aPerson()));
    const text = bench.centre.received.find(({ to }) => to === international(person));
    const receipt = aReceipt({ id: text?.id ?? '?', phone: international(person), state: 'DELIVRD' });
    await bench.centre.deliver({ ...receipt, user_message_reference: text?.userReference });
    await untilStatus(dossierId, 'DELIVERED');
    expect(bench.centre.received.filter(({ to }) => to === international(person))).toHaveLength(1);
  });

  it('that never comes is asked for', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await sent(dossierId);
    bench.centre.states.set(idOf(person), 5);
    bench.laterBy(16);
    expect(await untilStatus(dossierId, 'FAILED')).toMatchObject({ reasonCode: 'TEXT_UNDELIVERABLE' });
  });
});

describe('the promised day', () => {
  it('comes with the letter as a calendar entry, moves with it and is taken back', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    const tell = async <D extends { dossierId: string }>(contract: EventContract<D>, fact: number, notice: string) => {
      const data = { ...contract.sample, dossierId };
      await bench.publishTwice(contract, data, { id: `${dossierId}/${String(fact)}`, key: dossierId });
      await sent(dossierId, notice, 'EMAIL');
    };
    await tell(DossierReceived, 2, 'dossier-received');
    await tell(DossierRescheduled, 3, 'dossier-rescheduled');
    await tell(DossierRejected, 4, 'dossier-rejected');
    const entries = bench.mailbox.letters
      .filter(({ to }) => JSON.stringify(to).includes(person.email ?? '?'))
      .map(({ attachments }) => attachments[0]?.content.toString() ?? '');
    const read = (name: string) => entries.map((entry) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(entry)?.[1]);
    expect(read('UID')).toEqual([undefined, ...Array<string>(3).fill(`${dossierId}@motcua`)]);
    expect(read('SEQUENCE')).toEqual([undefined, '0', '1', '2']);
    expect(read('DTSTART;VALUE=DATE')).toEqual([undefined, '20261201', '20261204', '20261204']);
    expect(read('METHOD')).toEqual([undefined, 'PUBLISH', 'PUBLISH', 'CANCEL']);
  });
});
