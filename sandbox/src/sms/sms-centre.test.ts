import smpp, { type Pdu, type PduOptions, type Session } from 'smpp';
import { aSandbox } from '../a-sandbox.fixture.js';
import type { Sandbox } from '../main.js';
import type { Text } from './text-inbox.js';

const statusOf = (name: string) => smpp.errors[name];

describe('the SMS centre', () => {
  let sandbox: Sandbox;
  const sessions: Session[] = [];
  beforeAll(async () => {
    sandbox = await aSandbox();
  });
  afterAll(async () => {
    for (const session of sessions) session.destroy();
    await sandbox.close();
  });

  const connect = () =>
    new Promise<Session>((resolve) => {
      const session = smpp.connect({ host: '127.0.0.1', port: sandbox.smppPort }, () => resolve(session));
      sessions.push(session);
    });
  const ask = (
    session: Session,
    command: 'bind_transceiver' | 'bind_transmitter' | 'submit_sm' | 'enquire_link',
    options: PduOptions,
  ) => new Promise<Pdu>((resolve) => void session[command](options, resolve));
  const bound = async (as: 'bind_transceiver' | 'bind_transmitter' = 'bind_transceiver') => {
    const session = await connect();
    const answer = await ask(session, as, { system_id: 'motcua', password: 'password' });
    expect(answer.command_status).toBe(statusOf('ESME_ROK'));
    return session;
  };
  const textsTo = async (to: string) =>
    (await (await fetch(`${sandbox.url}/texts?to=${encodeURIComponent(to)}`)).json()) as readonly Text[];
  const toAn = (more: PduOptions): PduOptions => ({ source_addr: 'MOTCUA', destination_addr: '84900000001', ...more });

  it('takes a text in GSM-7, signs that count two among them, and says what became of it', async () => {
    const session = await bound();
    const receipt = new Promise<Pdu>((resolve) =>
      session.on('pdu', (pdu) => pdu.command === 'deliver_sm' && resolve(pdu)),
    );
    const submitted = await ask(
      session,
      'submit_sm',
      toAn({ short_message: 'Phi: 8000d [bien lai] €', registered_delivery: 1 }),
    );
    expect(submitted).toMatchObject({
      command_status: statusOf('ESME_ROK'),
      message_id: expect.stringMatching(/^sms-/),
    });
    expect(await receipt).toMatchObject({ receipted_message_id: submitted.message_id, message_state: 2, esm_class: 4 });
    expect((await receipt).short_message?.message).toMatch(/^id:sms-\d+ sub:001 dlvrd:001 .* stat:DELIVRD /);
    expect(await textsTo('+84900000001')).toMatchObject([
      { to: '+84900000001', from: 'MOTCUA', text: 'Phi: 8000d [bien lai] €', encoding: 'GSM-7', parts: 1 },
    ]);
  });

  it('takes a text in UCS-2', async () => {
    const session = await bound('bind_transmitter');
    await ask(session, 'submit_sm', {
      ...toAn({ short_message: 'Hồ sơ đã nhận', data_coding: 8 }),
      destination_addr: '84900000002',
    });
    expect(await textsTo('0900.000.002')).toMatchObject([{ text: 'Hồ sơ đã nhận', encoding: 'UCS-2' }]);
  });

  it.each([
    ['a header with 8 bits of reference', '84900000003', (part: number) => Buffer.from([5, 0x00, 3, 7, 2, part]), 0],
    [
      'a header with 16 bits of reference',
      '84900000004',
      (part: number) => Buffer.from([6, 0x08, 4, 1, 7, 2, part]),
      8,
    ],
  ])('puts parts together by %s, in whatever order they come', async (_how, to, header, data_coding) => {
    const session = await bound();
    for (const part of [2, 1]) {
      const short_message = { udh: header(part), message: part === 1 ? 'phan dau, ' : 'phan sau' };
      await ask(session, 'submit_sm', { ...toAn({ short_message, data_coding }), destination_addr: to });
      expect(await textsTo(to)).toHaveLength(part === 1 ? 1 : 0);
    }
    expect(await textsTo(to)).toMatchObject([{ text: 'phan dau, phan sau', parts: 2 }]);
  });

  it.each([
    ['a wrong password', { system_id: 'motcua', password: 'guess' }, 'ESME_RINVPASWD'],
    ['an unknown system', { system_id: 'stranger', password: 'password' }, 'ESME_RINVSYSID'],
  ])('keeps out %s', async (_who, credentials, status) => {
    const session = await connect();
    expect((await ask(session, 'bind_transceiver', credentials)).command_status).toBe(statusOf(status));
    const refused = await ask(session, 'submit_sm', toAn({ short_message: 'x' }));
    expect(refused.command_status).toBe(statusOf('ESME_RINVBNDSTS'));
  });

  it.each([
    ['no number', { destination_addr: 'everybody' }, 'ESME_RINVDSTADR'],
    ['the number that does not exist', { destination_addr: '84900000404' }, 'ESME_RINVDSTADR'],
    ['the number that is too busy', { destination_addr: '84900000429' }, 'ESME_RTHROTTLED'],
    ['a sender of twelve letters', { source_addr: 'MOTCUAHADONG' }, 'ESME_RINVSRCADR'],
    ['bytes in no alphabet', { short_message: Buffer.from([1, 2]), data_coding: 4 }, 'ESME_RINVDCS'],
    ['no text', { short_message: '' }, 'ESME_RINVDCS'],
  ])('refuses a text with %s', async (_what, more, status) => {
    const session = await bound();
    const answer = await ask(session, 'submit_sm', { ...toAn({ short_message: 'x' }), ...more });
    expect(answer.command_status).toBe(statusOf(status));
  });

  it('says of one number that nothing reaches it', async () => {
    const session = await bound();
    const receipt = new Promise<Pdu>((resolve) =>
      session.on('pdu', (pdu) => pdu.command === 'deliver_sm' && resolve(pdu)),
    );
    await ask(session, 'submit_sm', {
      ...toAn({ short_message: 'x', registered_delivery: 1 }),
      destination_addr: '84900000500',
    });
    expect((await receipt).short_message?.message).toContain('stat:UNDELIV');
    expect(await textsTo('84900000500')).toEqual([]);
  });

  it('delivers to the silent number without ever answering the sender', async () => {
    const session = await bound();
    let answered = false;
    session.submit_sm({ ...toAn({ short_message: 'x' }), destination_addr: '84900000408' }, () => (answered = true));
    // Answers come in order: this one stands behind the one that does not come.
    await ask(session, 'enquire_link', {});
    expect(answered).toBe(false);
    expect(await textsTo('84900000408')).toHaveLength(1);
  });

  it('survives garbage on the line', async () => {
    const session = await connect();
    const closed = new Promise<void>((resolve) => session.on('close', resolve));
    session.on('error', () => undefined); // the centre resets the line
    rawSocketOf(session).write(Buffer.from('ffffffff00000000', 'hex'));
    await closed;
    await bound();
  });
});

/** The library keeps its socket in a field that its types here do not show. */
function rawSocketOf(session: Session): { write(bytes: Buffer): void } {
  return (session as Session & { readonly socket: { write(bytes: Buffer): void } }).socket;
}
