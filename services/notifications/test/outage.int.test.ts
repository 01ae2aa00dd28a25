import { jest } from '@jest/globals';
import { engineEnvironment, findKafka, findMongo, type FaultHooks } from '@motcua/engines';
import { openMailbox } from './mailbox.js';
import { startMessageCentre, type MessageCentreDouble } from './message-centre.js';
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

jest.setTimeout(180_000);

/** Engines that nobody else uses, so that they may be killed. */
interface Engines {
  readonly mongo: Required<FaultHooks>;
  readonly kafka: Required<FaultHooks>;
}

let bench: NotificationsBench;
let second: MessageCentreDouble;
let engines: Engines | null = null;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  engines = await findOwnEngines();
  if (engines === null) {
    console.warn('only given engines here: nothing may be killed, so nothing was tried');
    return;
  }
  second = await startMessageCentre('s3cr3t');
  bench = await openNotificationsBench({
    ...{ SMPP_SECOND_URL: second.url, SMPP_SECOND_SYSTEM_ID: 'motcua', SMPP_SECOND_PASSWORD: 's3cr3t' },
  });
  closing.unshift(
    () => bench.close(),
    () => second.close(),
  );
  await sent(await submit(bench, aPerson()), 'SMS');
}, 180_000);
afterAll(async () => {
  for (const close of closing) await close();
}, 120_000);

/** Null where engines can only be had as given ones: what others use is not killed. */
async function findOwnEngines(): Promise<Engines | null> {
  for (const given of ['MONGODB_URL', 'KAFKA_BROKERS']) Reflect.deleteProperty(process.env, given);
  const options = { dataDir: 'temporary', say: () => undefined };
  const [mongo, kafka] = await Promise.allSettled([findMongo(options), findKafka(options)]);
  for (const engine of [kafka, mongo]) if (engine.status === 'fulfilled') closing.push(() => engine.value.stop());
  if (mongo.status === 'rejected' || kafka.status === 'rejected') return null;
  Object.assign(process.env, engineEnvironment(mongo.value, kafka.value));
  const [ours, theirs] = [hooksOf(mongo.value), hooksOf(kafka.value)];
  return ours === null || theirs === null ? null : { mongo: ours, kafka: theirs };
}

function hooksOf(engine: FaultHooks): Required<FaultHooks> | null {
  const [kill, restart] = [engine.kill?.bind(engine), engine.restart?.bind(engine)];
  return kill === undefined || restart === undefined ? null : { kill, restart };
}

type Channel = 'SMS' | 'EMAIL';
const message = (dossierId: string, channel: Channel) => messageIdOf(dossierId, 'dossier-submitted', channel);
const sent = (dossierId: string, channel: Channel) =>
  bench.waitFor('notification.v1', saying('message.sent', message(dossierId, channel)), 90_000);
const timesTold = (dossierId: string, channel: Channel) => {
  const events = bench.seen('notification.v1').filter(saying('message.sent', message(dossierId, channel)));
  return new Set(events.map(({ id }) => id)).size;
};
const textsTo = ({ phone }: Person) =>
  [...bench.centre.received, ...second.received].filter(({ to }) => to === `84${(phone ?? '').slice(1)}`).length;
const lettersTo = ({ email }: Person) =>
  bench.mailbox.letters.filter(({ to }) => JSON.stringify(to).includes(email ?? '?')).length;

async function statusOf(dossierId: string, channel: Channel): Promise<string | undefined> {
  const document = 'query ($id: ID!) { messages(dossierId: $id, first: 9) { id status } }';
  const { data } = await bench.query(bench.url, document, { id: dossierId }, owner);
  const { messages } = data as { messages: { id: string; status: string }[] | null };
  return messages?.find(({ id }) => id === message(dossierId, channel))?.status;
}

async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('while something is away', () => {
  it('Kafka: what is due goes out all the same, and others hear of it afterwards, once', async () => {
    if (engines === null) return;
    const person = aPerson({ phone: null });
    bench.mailbox.refuse('RCPT', 451);
    const dossierId = await submit(bench, person);
    await eventually('it is put off', () => bench.lines.some((line) => line.includes('SMTP_451')));
    await engines.kafka.kill();
    bench.mailbox.refuse('RCPT', null);
    bench.laterBy(2);
    await eventually('the letter', () => lettersTo(person) === 1);
    await eventually('it is known', async () => (await statusOf(dossierId, 'EMAIL')) === 'SENT');
    await engines.kafka.restart();
    await sent(dossierId, 'EMAIL');
    const next = aPerson();
    await sent(await submit(bench, next), 'SMS');
    expect([timesTold(dossierId, 'EMAIL'), lettersTo(person), textsTo(next)]).toEqual([1, 1, 1]);
    expect(bench.exits).toEqual([]);
  });

  it('MongoDB, in the middle of sending: no text twice, no letter missing, what was heard meanwhile goes out too', async () => {
    if (engines === null) return;
    const people = Array.from({ length: 12 }, () => aPerson());
    const dossiers = await Promise.all(people.map((person) => submit(bench, person)));
    await eventually('the first text', () => people.some((person) => textsTo(person) > 0));
    await engines.mongo.kill();
    const late = aPerson();
    const heardMeanwhile = await submit(bench, late);
    await engines.mongo.restart();
    await sent(heardMeanwhile, 'SMS');
    // Those whose outcome could not be stored are taken up when their claim is over.
    bench.laterBy(6);
    for (const dossierId of dossiers) {
      await sent(dossierId, 'EMAIL');
      await eventually('an end', async () =>
        ['SENT', 'UNKNOWN'].includes((await statusOf(dossierId, 'SMS').catch(() => undefined)) ?? ''),
      );
    }
    expect([...people, late].filter((person) => textsTo(person) > 1 || lettersTo(person) === 0)).toEqual([]);
    for (const [index, dossierId] of dossiers.entries()) {
      const person = people[index];
      if (person !== undefined && textsTo(person) === 0) expect(await statusOf(dossierId, 'SMS')).toBe('UNKNOWN');
    }
    expect(bench.exits).toEqual([]);
  });

  it('one message centre, then both, and the mail server: each takes over, and what waits goes out once', async () => {
    if (engines === null) return;
    await bench.centre.close();
    const withOne = aPerson();
    const served = await submit(bench, withOne);
    await Promise.all([sent(served, 'SMS'), sent(served, 'EMAIL')]);
    expect(second.received.filter(({ to }) => to === `84${(withOne.phone ?? '').slice(1)}`)).toHaveLength(1);
    const ports = [second.url, bench.mailbox.url].map((url) => Number(new URL(url).port));
    await Promise.all([second.close(), bench.mailbox.close()]);
    const withNone = aPerson();
    const dossierId = await submit(bench, withNone);
    const isSaid = (...words: string[]) => bench.lines.some((line) => words.every((word) => line.includes(word)));
    await eventually('both centres are missed', () => isSaid('the message centre cannot be reached', '"second"'));
    await eventually(
      'the mail server is missed',
      () => isSaid('the mail server cannot be reached') || isSaid(dossierId.slice(4), 'EMAIL', 'NO_ANSWER'),
    );
    expect(await statusOf(dossierId, 'SMS')).toBe('QUEUED');
    second = await startMessageCentre('s3cr3t', ports[0]);
    const mail = await openMailbox(ports[1]);
    closing.unshift(() => mail.close());
    bench.laterBy(2);
    await Promise.all([sent(dossierId, 'SMS'), sent(dossierId, 'EMAIL')]);
    expect(second.received).toHaveLength(1);
    expect(mail.letters.filter(({ to }) => JSON.stringify(to).includes(withNone.email ?? '?'))).toHaveLength(1);
    expect(bench.exits).toEqual([]);
  });
});
