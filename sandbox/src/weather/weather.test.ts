import nodemailer from 'nodemailer';
import smpp, { type Pdu, type Session } from 'smpp';
import { aSandbox, send } from '../a-sandbox.fixture.js';
import type { Sandbox } from '../main.js';
import { createWeatherStation } from './weather.js';

let sandbox: Sandbox;
const sessions: Session[] = [];
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(async () => {
  for (const session of sessions) session.destroy();
  await sandbox.close();
});
afterEach(() => send(`${sandbox.url}/weather`, 'PUT', {}));

const weather = (body: object) => send(`${sandbox.url}/weather`, 'PUT', body);
const always = 1_000;

describe('the weather', () => {
  it('is calm, changes as it is told, and is the same for the same seed', async () => {
    expect((await weather({})).body).toMatchObject({ texts: { silentPerMille: 0 }, letters: { slowestMs: 0 } });
    expect((await weather({ texts: { silentPerMille: 7 } })).body).toMatchObject({ texts: { silentPerMille: 7 } });
    expect((await weather({ texts: { silentPerMille: 1_001 } })).body).toMatchObject({ code: 'FIELD_WRONG' });
    const rolls = (seed: number) => {
      const station = createWeatherStation();
      station.change(station.now(), seed);
      return Array.from({ length: 200 }, () => station.happens(500));
    };
    expect(rolls(7)).toEqual(rolls(7));
    expect(rolls(7)).not.toEqual(rolls(8));
    expect(rolls(7).filter(Boolean).length).toBeGreaterThan(60);
  });
});

describe('a text in bad weather', () => {
  const bound = async () => {
    const session = await new Promise<Session>((resolve) => {
      const opened = smpp.connect({ host: '127.0.0.1', port: sandbox.smppPort }, () => resolve(opened));
    });
    sessions.push(session);
    const receipts: Pdu[] = [];
    session.on('pdu', (pdu) => {
      if (pdu.command === 'deliver_sm') receipts.push(pdu);
    });
    const ask = (command: 'bind_transceiver' | 'submit_sm' | 'query_sm' | 'enquire_link', options: object) =>
      new Promise<Pdu>((resolve) => void session[command]({ ...options }, resolve));
    await ask('bind_transceiver', { system_id: 'motcua', password: 'password' });
    const text = { source_addr: 'MOTCUA', destination_addr: '84900000077', short_message: 'x' };
    const submit = () => ask('submit_sm', { ...text, registered_delivery: 1, user_message_reference: 4711 });
    return { session, receipts, ask, submit };
  };

  it('gets as many receipts, true and false, as the weather has', async () => {
    await weather({
      texts: { doubledReceiptPerMille: always, forgedReceiptPerMille: always, contraryReceiptPerMille: always },
    });
    const { receipts, ask, submit } = await bound();
    const { message_id } = await submit();
    await ask('enquire_link', {});
    expect(receipts.map(({ message_state, source_addr }) => [message_state, source_addr])).toEqual([
      [5, '84911111111'],
      ...[2, 2, 5].map((state) => [state, '84900000077']),
    ]);
    expect(receipts.every((receipt) => receipt.receipted_message_id === message_id)).toBe(true);
    expect(receipts[1]).toMatchObject({ user_message_reference: 4711 });
    expect(await ask('query_sm', { message_id, source_addr: 'MOTCUA' })).toMatchObject({ message_state: 2 });
    expect((await ask('query_sm', { message_id: 'nobody' })).command_status).toBe(smpp.errors['ESME_RQUERYFAIL']);
  });

  it('is put off, or taken while the session breaks off', async () => {
    await weather({ texts: { throttledPerMille: always } });
    const { session, submit } = await bound();
    expect((await submit()).command_status).toBe(smpp.errors['ESME_RTHROTTLED']);
    await weather({ texts: { hangUpPerMille: always } });
    const closed = new Promise<void>((resolve) => session.on('close', resolve));
    void submit();
    await closed;
  });

  it('is taken and called a fault, or is not taken and gets no answer', async () => {
    const phone = '84900000178';
    const arrived = async () => ((await (await fetch(`${sandbox.url}/texts?to=${phone}`)).json()) as unknown[]).length;
    await weather({ texts: { wrongAnswerPerMille: always } });
    const { ask, session } = await bound();
    const text = { source_addr: 'MOTCUA', destination_addr: phone, short_message: 'x' };
    expect((await ask('submit_sm', text)).command_status).toBe(smpp.errors['ESME_RSYSERR']);
    expect(await arrived()).toBe(1);
    await weather({ texts: { droppedPerMille: always } });
    let isAnswered = false;
    session.submit_sm(text, () => (isAnswered = true));
    // Answers come in order: this one stands behind the one that does not come.
    await ask('enquire_link', {});
    expect([isAnswered, await arrived()]).toEqual([false, 1]);
  });
});

describe('a letter in bad weather', () => {
  const post = async (to: string): Promise<string> => {
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: sandbox.smtpPort });
    try {
      await transport.sendMail({ from: 'motcua@example.vn', to, subject: 'x', text: 'x' });
      return 'taken';
    } catch (error) {
      return String(Reflect.get(Object(error), 'responseCode') ?? 'no answer');
    }
  };
  const kept = async (to: string) =>
    ((await (await fetch(`${sandbox.url}/mailbox?to=${to}`)).json()) as readonly unknown[]).length;

  it.each([
    ['busyPerMille', '451', 0],
    ['lyingPerMille', '451', 1],
    ['cutBeforePerMille', 'no answer', 0],
    ['cutAfterPerMille', 'no answer', 1],
    ['slowestMs', 'taken', 1],
  ])('%s: %s, and %s kept', async (trouble, answer, count) => {
    await weather({ letters: { [trouble]: trouble === 'slowestMs' ? 20 : always } });
    expect(await post(`${trouble.toLowerCase()}@example.com`)).toBe(answer);
    expect(await kept(`${trouble.toLowerCase()}@example.com`)).toBe(count);
  });
});
