import {
  aPerson,
  messageIdOf,
  openNotificationsBench,
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

const sent = (dossierId: string, channel: 'SMS' | 'EMAIL') =>
  bench.waitFor('notification.v1', saying('message.sent', messageIdOf(dossierId, 'dossier-submitted', channel)));
const failed = (dossierId: string, channel: 'SMS' | 'EMAIL') =>
  bench.waitFor('notification.v1', saying('message.failed', messageIdOf(dossierId, 'dossier-submitted', channel)));
const copiesOf = (dossierId: string) =>
  bench.mailbox.letters.filter(({ messageId }) =>
    messageId?.includes(messageIdOf(dossierId, 'dossier-submitted', 'EMAIL')),
  ).length;
const textsTo = (phone: string | null) =>
  bench.centre.received.filter(({ to }) => to === `84${(phone ?? '').slice(1)}`).length;

describe('a provider that says no', () => {
  it('for good: the message failed, and the desk hears why', async () => {
    bench.mailbox.refuse('RCPT', 550);
    bench.centre.answers(0x0b);
    const dossierId = await submit(bench, aPerson());
    expect((await failed(dossierId, 'EMAIL')).data).toMatchObject({ reasonCode: 'ADDRESS_REFUSED' });
    expect((await failed(dossierId, 'SMS')).data).toMatchObject({ reasonCode: 'PHONE_REFUSED' });
    bench.mailbox.refuse('RCPT', null);
    bench.centre.answers(0);
  });

  it('for now: the message is put off and goes out once', async () => {
    bench.mailbox.refuse('RCPT', 451);
    bench.centre.answers(0x58);
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await statusIs(dossierId, 'SMS', 'QUEUED', 'throttled', () =>
      bench.lines.some((line) => line.includes('SMPP_RTHROTTLED')),
    );
    await statusIs(dossierId, 'EMAIL', 'QUEUED', 'put off', () =>
      bench.lines.some((line) => line.includes('SMTP_451')),
    );
    bench.mailbox.refuse('RCPT', null);
    bench.centre.answers(0);
    bench.laterBy(2);
    await Promise.all([sent(dossierId, 'SMS'), sent(dossierId, 'EMAIL')]);
    expect([textsTo(person.phone), copiesOf(dossierId)]).toEqual([1, 1]);
  });
});

describe('a provider that breaks off in the middle', () => {
  it('a text it may have taken is never sent again', async () => {
    bench.centre.answers('HANG_UP');
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await statusIs(dossierId, 'SMS', 'UNKNOWN', 'left unknown', () => true);
    bench.centre.answers(0);
    bench.laterBy(24 * 60);
    const marker = await submit(bench, aPerson());
    await sent(marker, 'SMS');
    expect(textsTo(person.phone)).toBe(1);
    await statusIs(dossierId, 'SMS', 'UNKNOWN', 'still unknown', () => true);
  });
});

describe('two processes of the service', () => {
  it('send each text and each letter once between them', async () => {
    await bench.startReplica();
    const people = Array.from({ length: 12 }, () => aPerson());
    const dossiers = await Promise.all(people.map((person) => submit(bench, person)));
    await Promise.all(dossiers.flatMap((dossierId) => [sent(dossierId, 'SMS'), sent(dossierId, 'EMAIL')]));
    expect(people.map(({ phone }) => textsTo(phone))).toEqual(people.map(() => 1));
    expect(dossiers.map(copiesOf)).toEqual(dossiers.map(() => 1));
  }, 60_000);
});

describe('a provider that is away', () => {
  it('loses nothing: what waits goes out once when it is back', async () => {
    const { url } = bench.centre;
    const { url: mailUrl } = bench.mailbox;
    await bench.centre.close();
    await bench.mailbox.close();
    const people = [aPerson(), aPerson()];
    const dossiers = [];
    for (const person of people) dossiers.push(await submit(bench, person));
    await untilTrue(
      'the outages are noticed',
      () => bench.lines.filter((line) => line.includes('cannot be reached')).length >= 2,
    );
    const [back, mailBack] = await reopen(Number(new URL(url).port), Number(new URL(mailUrl).port));
    bench.laterBy(2);
    await Promise.all(dossiers.flatMap((dossierId) => [sent(dossierId, 'SMS'), sent(dossierId, 'EMAIL')]));
    expect(back.received.map(({ to }) => to).sort()).toEqual(
      people.map(({ phone }) => `84${(phone ?? '').slice(1)}`).sort(),
    );
    expect(mailBack.letters.length).toBeGreaterThanOrEqual(2);
    await back.close();
    await mailBack.close();
  }, 40_000);
});

async function reopen(smppPort: number, smtpPort: number) {
  const { startMessageCentre } = await import('./message-centre.js');
  const { openMailbox } = await import('./mailbox.js');
  return [await startMessageCentre('s3cr3t', smppPort), await openMailbox(smtpPort)] as const;
}

async function statusIs(
  dossierId: string,
  channel: string,
  status: string,
  what: string,
  also: () => boolean,
): Promise<void> {
  const document = 'query ($id: ID!) { messages(dossierId: $id, first: 9) { channel status } }';
  await untilTrue(what, async () => {
    const { data } = await bench.query(bench.url, document, { id: dossierId }, owner);
    return also() && JSON.stringify(data).includes(`{"channel":"${channel}","status":"${status}"}`);
  });
}

/** What is not told to anybody has no event to wait for. */
async function untilTrue(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
