import { createVault, newId } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import {
  aPerson,
  askForCode,
  erase,
  messageIdOf,
  openNotificationsBench,
  owe,
  owner,
  remind,
  saying,
  submit,
  type NotificationsBench,
} from './notifications-bench.js';

let bench: NotificationsBench;
let database: ReturnType<typeof databaseOf>;
beforeAll(async () => {
  bench = await openNotificationsBench();
  database = databaseOf(await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log));
}, 60_000);
afterAll(() => bench.close());

const sent = (dossierId: string, notice: string, channel: 'SMS' | 'EMAIL') =>
  bench.waitFor('notification.v1', saying('message.sent', messageIdOf(dossierId, notice, channel)));
const textsTo = (phone: string | null) =>
  bench.centre.received.filter(({ to }) => to === `84${(phone ?? '').slice(1)}`).map(({ text }) => text);
const lettersTo = (email: string | null) =>
  bench.mailbox.letters.filter(({ to }) => JSON.stringify(to).includes(email ?? '?'));
const kept = async () => JSON.stringify(await database.collection('correspondences').find().toArray());

describe('a one-time code', () => {
  it('goes out once, on the channel that was asked for, though its event came twice; nobody keeps it in the clear', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await askForCode(bench, dossierId, { channel: 'SMS', code: '864209' });
    await sent(dossierId, 'access-code', 'SMS');
    await askForCode(bench, dossierId, { channel: 'EMAIL', code: '975310' });
    await bench.waitFor('notification.v1', ({ data }) => JSON.stringify(data).includes('access-code.2.EMAIL'));
    const texts = textsTo(person.phone).filter((text) => text.includes('864209'));
    expect(texts).toEqual([
      'Ma truy cap mot lan 864209 de mo ho so H26.153-261123-0001, co hieu luc den 12:10 23/11/2026. Khong dua ma nay cho bat ky ai.',
    ]);
    const letters = lettersTo(person.email).filter(({ text }) => text?.includes('975310'));
    expect(letters).toHaveLength(1);
    expect(letters[0]?.subject).not.toContain('975310');
    expect(textsTo(person.phone).join()).not.toContain('975310');
    for (const secret of ['864209', '975310']) {
      expect(await kept()).not.toContain(secret);
      expect(bench.lines.join('')).not.toContain(secret);
      expect(JSON.stringify(bench.seen('notification.v1'))).not.toContain(secret);
    }
  });

  it('goes nowhere when the contact has no such channel, and the operator can see that', async () => {
    const person = aPerson({ email: null });
    const dossierId = await submit(bench, person);
    await askForCode(bench, dossierId, { channel: 'EMAIL', code: '112233' });
    await askForCode(bench, dossierId, { channel: 'SMS', code: '445566' });
    await sent(dossierId, 'access-code', 'SMS');
    expect(textsTo(person.phone).join()).not.toContain('112233');
    const line = bench.lines.find((each) => each.includes('nowhere to go') && each.includes(dossierId.slice(4))) ?? '';
    expect(JSON.parse(line)).toMatchObject({ level: 'warn', provider: 'EMAIL', reason: 'CHANNEL_ABSENT' });
    expect(line).not.toMatch(/112233|Mẫu|0900/);
  });

  it('that is over when it arrives is not sent', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await askForCode(bench, dossierId, { channel: 'SMS', code: '778899', minutes: -1 });
    const failed = saying('message.failed', messageIdOf(dossierId, 'access-code', 'SMS'));
    expect((await bench.waitFor('notification.v1', failed)).data).toMatchObject({ reasonCode: 'TOO_LATE' });
    expect(textsTo(person.phone).join()).not.toContain('778899');
  });

  it('that is no code goes to the dead letters', async () => {
    const dossierId = await submit(bench, aPerson());
    await askForCode(bench, dossierId, { channel: 'SMS', code: 'call me' });
    const dead = await bench.waitFor('dossier.v1.notifications.dead', ({ raw }) => raw.includes(dossierId));
    expect(JSON.stringify(dead.headers)).toContain('ACCESS_CODE_MALFORMED');
  });
});

describe('a draft that will be erased', () => {
  const link = (name: string) => `https://portal.test/resume#${name}`;

  it('is told by text, and by letter with the link, once for each reminder', async () => {
    const person = aPerson({ name: '' });
    const draftId = newId('drf', new Date());
    await remind(bench, draftId, { ...person, resumeUrl: link('first-canary') });
    await settled(draftId, 2);
    await remind(bench, draftId, { ...person, resumeUrl: link('second') }, { fact: 2 });
    await settled(draftId, 4);
    expect(textsTo(person.phone)).toEqual(
      Array(2).fill(
        'Ban nhap ho so cua ong/ba chua duoc nop va se bi xoa ngay 26/11/2026. Hay tiep tuc hoac nop truoc ngay do.',
      ),
    );
    const letters = lettersTo(person.email);
    expect(letters.map(({ text }) => /resume#(\S+)/.exec(text ?? '')?.[1])).toEqual(['first-canary', 'second']);
    expect(letters[0]?.text).toContain('Kính gửi ông/bà');
    for (const secret of ['first-canary', person.phone ?? '?', person.email ?? '?']) {
      expect(await kept()).not.toContain(secret);
      expect(bench.lines.join('')).not.toContain(secret);
    }
    expect(JSON.stringify(bench.seen('notification.v1'))).not.toContain(draftId.slice(4));
  });

  it('is forgotten with the draft: the key of its contact is gone', async () => {
    const draftId = newId('drf', new Date());
    await remind(bench, draftId, { ...aPerson(), resumeUrl: null }, { expiresAt: '2026-11-23T08:00:00.000Z' });
    await settled(draftId, 1);
    bench.laterBy(7 * 60);
    await until(async () => (await correspondenceOf(draftId))?.state.contact === null);
    const keyId = `${draftId.replace('drf_', 'cor_')}.1`;
    expect(await database.collection<{ _id: string }>('data_keys').findOne({ _id: keyId })).not.toHaveProperty(
      'wrappedKey',
    );
  });

  /** Reminders are told to nobody, so their end is looked for in the store. */
  const settled = (draftId: string, messages: number) =>
    until(async () => {
      const all = (await correspondenceOf(draftId))?.state.messages ?? [];
      return all.length === messages && all.every(({ status }) => status === 'SENT');
    });
});

describe('a dossier that was erased', () => {
  it('cannot be written to any more, and its contact opens for nobody', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await Promise.all((['SMS', 'EMAIL'] as const).map((channel) => sent(dossierId, 'dossier-submitted', channel)));
    const before = await correspondenceOf(dossierId);
    const key = await keyOf(dossierId);
    const vault = createVault(bench.keys.vault);
    const place = `correspondences/${dossierId.replace('dos_', 'cor_')}/addresses`;
    const text = before?.state.contact?.encryptedAddresses ?? '';
    expect(vault.decrypt(key ?? '', place, text)).toMatchObject({ phone: person.phone });

    await erase(bench, dossierId);
    await until(async () => (await correspondenceOf(dossierId))?.state.contact === null);
    expect(await keyOf(dossierId)).toBeUndefined();
    expect(await everything()).not.toContain(key);
    await owe(bench, dossierId);
    await askForCode(bench, dossierId, { channel: 'SMS' });
    await submit(bench, person, dossierId); // out of the dead letters, say
    const marker = await submit(bench, aPerson());
    await sent(marker, 'dossier-submitted', 'SMS');
    expect(textsTo(person.phone)).toHaveLength(1);
    expect(lettersTo(person.email)).toHaveLength(1);
    expect(await keyOf(dossierId)).toBeUndefined();
    const shown = await bench.query(
      bench.url,
      'query ($id: ID!) { messages(dossierId: $id, first: 9) { status to } }',
      { id: dossierId },
      owner,
    );
    expect(shown.data).toEqual({
      messages: [
        { status: 'SENT', to: '•••••' },
        { status: 'SENT', to: '•••••' },
      ],
    });
  });

  it('before its contact was known stays without one', async () => {
    const person = aPerson();
    const dossierId = newId('dos', new Date());
    await erase(bench, dossierId);
    await submit(bench, person, dossierId);
    const marker = await submit(bench, aPerson());
    await sent(marker, 'dossier-submitted', 'SMS');
    expect([textsTo(person.phone), await keyOf(dossierId)]).toEqual([[], undefined]);
  });

  it('whose message waits while the provider is away: it is never sent', async () => {
    const person = aPerson({ phone: null });
    bench.mailbox.refuse('RCPT', 451);
    const dossierId = await submit(bench, person);
    await until(async () => (await correspondenceOf(dossierId))?.state.messages[0]?.status === 'QUEUED');
    await erase(bench, dossierId);
    const failed = saying('message.failed', messageIdOf(dossierId, 'dossier-submitted', 'EMAIL'));
    expect((await bench.waitFor('notification.v1', failed)).data).toMatchObject({ reasonCode: 'CONTACT_ERASED' });
    bench.mailbox.refuse('RCPT', null);
    expect(lettersTo(person.email)).toEqual([]);
  });
});

interface Kept {
  readonly _id: string;
  readonly state: {
    readonly contact: { readonly encryptedAddresses: string } | null;
    readonly messages: readonly { readonly status: string }[];
  };
}

const correspondenceOf = (id: string) =>
  database.collection<Kept>('correspondences').findOne({ _id: id.replace(/^(dos|drf)_/, 'cor_') });

async function keyOf(id: string): Promise<string | undefined> {
  const keys = database.collection<{ _id: string; wrappedKey?: string }>('data_keys');
  return (await keys.findOne({ _id: id.replace(/^(dos|drf)_/, 'cor_') }))?.wrappedKey;
}

async function everything(): Promise<string> {
  const collections = await database.collections();
  return JSON.stringify(await Promise.all(collections.map((collection) => collection.find().toArray())));
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it did not come to that in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
