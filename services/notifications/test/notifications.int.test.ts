import {
  DossierClosed,
  DossierReceived,
  DossierResultReady,
  DossierSubmitted,
  PaymentSettled,
  ShipmentDelivered,
  ShipmentHandedOver,
  type EventContract,
} from '@motcua/event-contracts';
import { newId } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import {
  aPerson,
  desk,
  messageIdOf,
  openNotificationsBench,
  owe,
  owner,
  saying,
  submit,
  type NotificationsBench,
} from './notifications-bench.js';

let bench: NotificationsBench;
beforeAll(async () => {
  bench = await openNotificationsBench();
}, 60_000);
afterAll(() => bench.close());

const sent = (dossierId: string, notice: string, channel: 'SMS' | 'EMAIL') =>
  bench.waitFor('notification.v1', saying('message.sent', messageIdOf(dossierId, notice, channel)));
const failed = (dossierId: string, notice: string, channel: 'SMS' | 'EMAIL') =>
  bench.waitFor('notification.v1', saying('message.failed', messageIdOf(dossierId, notice, channel)));
const textsTo = (phone: string | null) =>
  bench.centre.received.filter(({ to }) => to === `84${(phone ?? '').slice(1)}`).map(({ text }) => text);
const lettersTo = (email: string | null) =>
  bench.mailbox.letters.filter(({ to }) => JSON.stringify(to).includes(email ?? '?')).map(({ subject }) => subject);
const shown = async (dossierId: string, viewer: Parameters<typeof bench.query>[3] = owner) =>
  bench.query(
    bench.url,
    `query ($id: ID!) { messages(dossierId: $id, first: 20) { id template channel status to reasonCode } }`,
    { id: dossierId },
    viewer,
  );

describe('a submitted dossier', () => {
  it('is confirmed by one text without marks and one letter with them, though every event came twice', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await owe(bench, dossierId);
    await Promise.all((['SMS', 'EMAIL'] as const).map((channel) => sent(dossierId, 'payment-due', channel)));
    expect(textsTo(person.phone)).toEqual([
      'Ho so H26.153-261123-0001 da duoc gui den Bo phan Mot cua. Chung toi se bao khi tiep nhan.',
      'Ho so H26.153-261123-0001: so tien can nop la 28.000 d. Moi ong/ba nop truc tuyen tai trang ho so.',
    ]);
    expect(lettersTo(person.email)).toEqual([
      'Hồ sơ H26.153-261123-0001 đã được gửi',
      'Hồ sơ H26.153-261123-0001: số tiền cần nộp',
    ]);
    const [letter] = bench.mailbox.letters.filter(({ to }) => JSON.stringify(to).includes(person.email ?? '?'));
    expect(letter?.messageId).toBe(`<${messageIdOf(dossierId, 'dossier-submitted', 'EMAIL')}@example.vn>`);
    expect(letter?.text).toContain('Kính gửi Nguyễn Văn Mẫu');
  });

  it('lets out what came before it', async () => {
    const dossierId = newId('dos', new Date());
    await owe(bench, dossierId);
    const marker = await submit(bench, aPerson());
    await sent(marker, 'dossier-submitted', 'SMS');
    const person = aPerson({ language: 'en' });
    await submit(bench, person, dossierId);
    await sent(dossierId, 'payment-due', 'SMS');
    expect(textsTo(person.phone)).toEqual([
      expect.stringContaining('has been submitted'),
      expect.stringContaining('28,000 VND is due'),
    ]);
  });

  it('hears of every turn until it is closed', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    const shipmentId = dossierId.replace('dos_', 'shp_');
    const paymentId = dossierId.replace('dos_', 'pay_');
    const tell = <D extends { dossierId: string }>(contract: EventContract<D>, id: string, more: Partial<D> = {}) =>
      bench.publishTwice(contract, { ...contract.sample, dossierId, ...more }, { id, key: dossierId });
    await sent(dossierId, 'dossier-submitted', 'SMS');
    await tell(PaymentSettled, `${paymentId}/5`);
    await tell(DossierReceived, `${dossierId}/2`, { dueAt: '2026-11-25T10:00:00.000Z' });
    await sent(dossierId, 'dossier-received', 'SMS');
    await tell(DossierResultReady, `${dossierId}/3`);
    await sent(dossierId, 'result-ready-post', 'SMS');
    await tell(ShipmentHandedOver, `${shipmentId}/4`);
    await tell(ShipmentDelivered, `${shipmentId}/6`);
    await sent(dossierId, 'shipment-delivered', 'SMS');
    await tell(DossierClosed, `${dossierId}/5`);
    await Promise.all(
      ['payment-settled', 'shipment-handed-over', 'dossier-closed'].map((notice) => sent(dossierId, notice, 'SMS')),
    );
    expect(textsTo(person.phone)).toHaveLength(7);
    expect(textsTo(person.phone)).toContain('Ho so H26.153-261123-0001 da duoc tiep nhan. Hen tra: 25/11/2026.');
    expect(textsTo(person.phone).join()).not.toMatch(/Nguyen|Nguyễn|@|khai sinh/i);
  });

  it('on which nothing was due gets no thanks for a payment', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    const data = { ...PaymentSettled.sample, dossierId, amountVnd: 0, method: 'NOTHING_DUE' } as const;
    await bench.publish(PaymentSettled, data, { id: `${dossierId.replace('dos_', 'pay_')}/2`, key: dossierId });
    await owe(bench, dossierId);
    await sent(dossierId, 'payment-due', 'SMS');
    expect(textsTo(person.phone)).toHaveLength(2);
  });
});

describe('a contact that does not work', () => {
  it.each([
    ['a landline', '02433.824.606', 'PHONE_LANDLINE'],
    ['a number abroad', '+1 202 555 0100', 'PHONE_ABROAD'],
    ['a number that ended in 2018', '0123456789', 'PHONE_UNUSABLE'],
  ])('%s gets no text, only a letter, and the desk can see why', async (_, phone, reasonCode) => {
    const dossierId = await submit(bench, aPerson({ phone }));
    expect((await failed(dossierId, 'dossier-submitted', 'SMS')).data).toMatchObject({ reasonCode });
    await sent(dossierId, 'dossier-submitted', 'EMAIL');
    expect((await shown(dossierId, desk)).data).toMatchObject({
      messages: [
        { channel: 'EMAIL', status: 'SENT' },
        { channel: 'SMS', status: 'FAILED', reasonCode },
      ],
    });
  });

  it('without an e-mail gets texts alone', async () => {
    const dossierId = await submit(bench, aPerson({ email: null }));
    await sent(dossierId, 'dossier-submitted', 'SMS');
    expect((await shown(dossierId)).data).toMatchObject({ messages: [{ channel: 'SMS' }] });
  });

  it.each([
    [
      'sealed for somebody else',
      () => Promise.resolve('eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.c2FtcGxl.c2FtcGxlLWl2.Y2lwaGVy.dGFn'),
      'SEALED',
    ],
    ['that is no contact', () => Promise.resolve(null), 'CONTACT_MALFORMED'],
  ])('%s goes to the dead letters, and nobody is written to', async (_, sealed, reason) => {
    const sealedContact = await sealed();
    const dossierId = newId('dos', new Date());
    if (sealedContact === null) await submit(bench, ['not', 'a', 'contact'], dossierId);
    else await submitSealed(dossierId, sealedContact);
    const dead = await bench.waitFor('dossier.v1.notifications.dead', ({ raw }) => raw.includes(dossierId));
    expect(JSON.stringify(dead.headers)).toContain(reason);
    expect((await shown(dossierId)).data).toEqual({ messages: [] });
  });
});

describe('who may see the messages', () => {
  it('the applicant and the office, with masked addresses; nobody else', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await sent(dossierId, 'dossier-submitted', 'EMAIL');
    await sent(dossierId, 'dossier-submitted', 'SMS');
    const masked = [`n•••@example.com`, `090•••••${(person.phone ?? '').slice(-2)}`];
    for (const viewer of [owner, desk]) {
      const answer = await shown(dossierId, viewer);
      expect((answer.at('messages') as { to: string }[]).map(({ to }) => to)).toEqual(masked);
    }
    const elsewhere = { ...desk, officeId: 'off_elsewhere' } as const;
    for (const viewer of [
      { kind: 'citizen', id: 'citizen-2' },
      elsewhere,
      { kind: 'anonymous' },
      { kind: 'operator', id: 'op' },
    ] as const) {
      expect((await shown(dossierId, viewer)).data).toEqual({ messages: [] });
      expect(await references(dossierId, viewer)).toEqual([null, null]);
    }
    expect(await references(dossierId, owner)).toEqual([2, messageIdOf(dossierId, 'dossier-submitted', 'SMS')]);
  });

  it('a page of messages has its limits', async () => {
    const ask = (first: number) =>
      bench.query(
        bench.url,
        'query ($n: Int!) { messages(dossierId: "dos_1", first: $n) { id } }',
        { n: first },
        owner,
      );
    expect((await ask(0)).codes).toEqual(['PAGE_SIZE_OUT_OF_RANGE']);
    expect((await ask(101)).codes).toEqual(['PAGE_SIZE_OUT_OF_RANGE']);
    expect((await ask(1)).data).toEqual({ messages: [] });
  });
});

it('keeps addresses out of the log, the topics and, in the clear, the database', async () => {
  const person = aPerson({ name: 'Canary Mẫu' });
  const dossierId = await submit(bench, person);
  await sent(dossierId, 'dossier-submitted', 'EMAIL');
  await sent(dossierId, 'dossier-submitted', 'SMS');
  const told = JSON.stringify(bench.seen('notification.v1'));
  for (const secret of ['Canary', person.phone ?? '?', person.email ?? '?', `84${(person.phone ?? '').slice(1)}`]) {
    expect(told).not.toContain(secret);
    expect(bench.lines.join('')).not.toContain(secret);
    expect(await storedText()).not.toContain(secret);
  }
});

async function references(dossierId: string, viewer: Parameters<typeof bench.query>[3]) {
  const answer = await bench.query(
    bench.url,
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dossier { messages { id } } ... on Message { id } } }',
    {
      r: [
        { __typename: 'Dossier', id: dossierId },
        { __typename: 'Message', id: messageIdOf(dossierId, 'dossier-submitted', 'SMS') },
      ],
    },
    viewer,
  );
  const messages = answer.at('_entities.0.messages');
  return [Array.isArray(messages) ? messages.length : null, answer.at('_entities.1.id') ?? null];
}

async function submitSealed(dossierId: string, sealedContact: string): Promise<void> {
  const data = { ...DossierSubmitted.sample, dossierId, sealedContact };
  await bench.publishTwice(DossierSubmitted, data, { id: `${dossierId}/1`, key: dossierId });
}

async function storedText(): Promise<string> {
  const mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
  return JSON.stringify(await databaseOf(mongo).collection('correspondences').find().toArray());
}
