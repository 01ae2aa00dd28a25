import { DossierReceived, DossierRejected, PaymentSettled, type EventContract } from '@motcua/event-contracts';
import { newId } from '@motcua/service-kit';
import {
  aPerson,
  askForCode,
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

type Viewer = Parameters<typeof bench.query>[3];
const sent = (dossierId: string, notice: string, channel: 'SMS' | 'EMAIL' = 'SMS') =>
  bench.waitFor('notification.v1', saying('message.sent', messageIdOf(dossierId, notice, channel)));
const textsTo = (phone: string | null) =>
  bench.centre.received.filter(({ to }) => to === `84${(phone ?? '').slice(1)}`).map(({ text }) => text);
const wish = (dossierId: string, wishes: object = {}, viewer: Viewer = owner, requestId = newId('req', new Date())) =>
  bench.query(
    bench.url,
    `mutation ($input: SetContactPreferencesInput!) { setContactPreferences(input: $input) {
      preferences { language channelOrder quietHours { from to } } } }`,
    { input: { requestId, dossierId, language: 'VI', channelOrder: ['SMS', 'EMAIL'], ...wishes } },
    viewer,
  );
const reach = (dossierId: string, viewer: Viewer) =>
  bench
    .query(
      bench.url,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dossier {
        contactPreferences { language } contactProblems { channel reasonCode advice } } } }`,
      { r: [{ __typename: 'Dossier', id: dossierId }] },
      viewer,
    )
    .then((answer) => answer.at('_entities.0'));

async function tell<D extends { dossierId: string }>(contract: EventContract<D>, dossierId: string, id: string) {
  await bench.publishTwice(contract, { ...contract.sample, dossierId }, { id, key: dossierId });
}

describe('how somebody wants to be written to', () => {
  it('is kept from the next message on, once for each request', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await sent(dossierId, 'dossier-submitted');
    const wishes = { language: 'EN', channelOrder: ['EMAIL', 'SMS'], quietHours: { from: '22:00', to: '06:00' } };
    const answers = [await wish(dossierId, wishes, owner, 'w1'), await wish(dossierId, wishes, owner, 'w1')];
    for (const { data } of answers) expect(data).toEqual({ setContactPreferences: { preferences: wishes } });
    expect((await wish(dossierId, {}, owner, 'w1')).codes).toEqual(['REQUEST_ID_REUSED']);
    expect(await reach(dossierId, owner)).toEqual({ contactPreferences: { language: 'EN' }, contactProblems: null });
    await tell(DossierReceived, dossierId, `${dossierId}/2`);
    await sent(dossierId, 'dossier-received', 'EMAIL');
    expect(textsTo(person.phone)).toHaveLength(1);
    const letters = bench.mailbox.letters.filter(({ to }) => JSON.stringify(to).includes(person.email ?? '?'));
    expect(letters.at(-1)?.subject).toBe('Application H26.153-261123-0001 accepted');
  });

  it('is set by the applicant alone', async () => {
    const dossierId = await submit(bench, aPerson());
    await sent(dossierId, 'dossier-submitted');
    const guest = { kind: 'guest', id: 'guest-1', opens: dossierId } as const;
    const codeOf = async (viewer: Viewer, id = dossierId) => (await wish(id, {}, viewer)).codes[0] ?? 'done';
    expect(await codeOf({ kind: 'citizen', id: 'citizen-2' })).toBe('DOSSIER_NOT_FOUND');
    expect(await codeOf({ ...guest, opens: 'dos_OTHER' })).toBe('DOSSIER_NOT_FOUND');
    expect(await codeOf(owner, newId('dos', new Date()))).toBe('DOSSIER_NOT_FOUND');
    expect(await codeOf({ kind: 'anonymous' })).toBe('SIGN_IN_REQUIRED');
    expect(await codeOf(desk)).toBe('FORBIDDEN');
    expect(await codeOf(guest)).toBe('done');
  });

  it('is refused whole when it cannot be kept', async () => {
    const dossierId = await submit(bench, aPerson());
    await sent(dossierId, 'dossier-submitted');
    const { codes, errors } = await wish(dossierId, { channelOrder: ['SMS'], quietHours: { from: 'x', to: '06:00' } });
    expect(codes).toEqual(['PREFERENCES_WRONG']);
    expect(JSON.stringify(errors)).toContain('CHANNEL_MISSING');
    expect(JSON.stringify(errors)).toContain('quietHours.from');
    expect(await reach(dossierId, owner)).toMatchObject({ contactPreferences: { language: 'VI' } });
  });

  it('keeps texts back in quiet hours, but no one-time code', async () => {
    const person = aPerson({ email: null });
    const dossierId = await submit(bench, person);
    await sent(dossierId, 'dossier-submitted');
    // It is noon on the bench’s clock.
    await wish(dossierId, { quietHours: { from: '11:00', to: '13:00' } });
    await owe(bench, dossierId);
    await askForCode(bench, dossierId, { channel: 'SMS', code: '246810' });
    await sent(dossierId, 'access-code');
    const document = 'query ($id: ID!) { messages(dossierId: $id, first: 9) { template status reasonCode actsNext } }';
    const waiting = { template: 'payment-due', status: 'QUEUED', reasonCode: 'QUIET_HOURS', actsNext: 'PLATFORM' };
    await until(async () => {
      const { data } = await bench.query(bench.url, document, { id: dossierId }, owner);
      return JSON.stringify(data).includes(JSON.stringify(waiting));
    });
    expect(textsTo(person.phone)).toHaveLength(2);
    bench.laterBy(120);
    await sent(dossierId, 'payment-due');
    expect(textsTo(person.phone)).toHaveLength(3);
  });
});

describe('an address that is dead', () => {
  it('is shown to the desk with what to do, and to nobody else', async () => {
    bench.mailbox.refuse('RCPT', 550);
    const dossierId = await submit(bench, aPerson({ phone: '+1 202 555 0100' }));
    const failed = (notice: string) => saying('message.failed', messageIdOf(dossierId, notice, 'EMAIL'));
    await bench.waitFor('notification.v1', failed('dossier-submitted'));
    bench.mailbox.refuse('RCPT', null);
    await tell(DossierRejected, dossierId, `${dossierId}/2`);
    expect((await bench.waitFor('notification.v1', failed('dossier-rejected'))).data).toMatchObject({
      reasonCode: 'EMAIL_DEAD',
    });
    expect(await reach(dossierId, desk)).toEqual({
      contactPreferences: { language: 'VI' },
      contactProblems: [
        { channel: 'SMS', reasonCode: 'PHONE_ABROAD', advice: 'Số nước ngoài không nhận tin; dùng thư điện tử' },
        { channel: 'EMAIL', reasonCode: 'EMAIL_DEAD', advice: 'Hộp thư không tồn tại; hỏi địa chỉ khác' },
      ],
    });
    expect(await reach(dossierId, owner)).toMatchObject({ contactProblems: null });
    const nothing = { contactPreferences: null, contactProblems: null };
    expect(await reach(dossierId, { ...desk, officeId: 'off_elsewhere' })).toEqual(nothing);
    expect(await reach(dossierId, { kind: 'operator', id: 'op' })).toEqual(nothing);
  });
});

describe('money that is owed', () => {
  it('is reminded of while it is not paid', async () => {
    const [paying, forgetting] = [aPerson(), aPerson()];
    const paid = await submit(bench, paying);
    const owed = await submit(bench, forgetting);
    for (const dossierId of [paid, owed]) await owe(bench, dossierId);
    await tell(PaymentSettled, paid, `${paid.replace('dos_', 'pay_')}/5`);
    await Promise.all([sent(paid, 'payment-settled'), sent(owed, 'payment-due')]);
    bench.laterBy(4 * 24 * 60);
    await sent(owed, 'payment-reminder', 'EMAIL');
    await sent(owed, 'payment-reminder');
    expect(textsTo(forgetting.phone).at(-1)).toContain('con phai nop 28.000 d');
    expect(textsTo(paying.phone)).toHaveLength(3);
  });
});

/** What waits is told to nobody. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it did not come to that in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
