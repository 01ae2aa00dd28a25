import type { AddressInfo } from 'node:net';
import smpp, { type Pdu, type Session } from 'smpp';
import type { Clock } from '../clock/clock.js';
import type { Journal } from '../journal.js';
import type { Log } from '../log.js';
import type { WeatherStation } from '../weather/weather.js';
import { messageStates, type ReceiptState } from './receipt.js';
import { sendReceipts, wantsReceipt } from './receipts-sent.js';
import { segmentOf } from './segments.js';
import { createTextInbox, type Text, type TextInbox } from './text-inbox.js';

export interface SmsCentre {
  readonly port: number;
  readonly texts: Journal<Text>;
  isListening(): boolean;
  close(): Promise<void>;
}

export interface SmsCentreOptions {
  readonly host: string;
  readonly port: number;
  readonly systemId: string;
  readonly password: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly weather: WeatherStation;
  /** How many texts are kept. */
  readonly limit: number;
  readonly onChange: () => void;
}

/** Last digits of numbers that make something happen. */
const magicEndings = { invalid: '0404', silent: '0408', throttled: '0429', undeliverable: '0500' } as const;
const brandPattern = /^(?!\d+$)[A-Za-z0-9\-_. ]{1,11}$/;
const numberPattern = /^\+?\d{9,15}$/;
const mostStates = 20_000;
const binds = ['bind_transceiver', 'bind_transmitter', 'bind_receiver'];

interface Centre extends SmsCentreOptions {
  readonly inbox: TextInbox;
  nextId(): string;
  /** What became of the newest parts, for `query_sm`. */
  readonly states: Map<string, ReceiptState>;
}

/** An SMPP 3.4 message centre that delivers every text to itself and shows it. */
export async function startSmsCentre(options: SmsCentreOptions): Promise<SmsCentre> {
  let count = 0;
  const inbox = createTextInbox(options.onChange, options.limit);
  const states = new Map<string, ReceiptState>();
  const centre: Centre = { ...options, inbox, states, nextId: () => `sms-${String(++count).padStart(6, '0')}` };
  const server = smpp.createServer((session) => serve(session, centre));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a pipe
  return {
    port,
    texts: inbox.texts,
    isListening: () => server.listening,
    close() {
      for (const session of server.sessions) session.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function serve(session: Session, centre: Centre): void {
  let bound: string | undefined;
  const answer = (pdu: Pdu, status: string, extra = {}): void => {
    session.send(pdu.response({ ...extra, command_status: smpp.errors[status] }));
  };
  // Garbage on the line: this session is over, the others go on.
  session.on('error', (error) => {
    centre.log.warn('an SMPP session failed', {}, error);
    session.destroy();
  });
  session.on('pdu', (pdu) => {
    if (pdu.isResponse()) return;
    if (pdu.command === 'enquire_link') answer(pdu, 'ESME_ROK');
    else if (pdu.command === 'unbind') {
      answer(pdu, 'ESME_ROK');
      session.close();
    } else if (binds.includes(pdu.command)) {
      const status = bound === undefined ? bindStatus(pdu, centre) : 'ESME_RALYBND';
      answer(pdu, status, { system_id: 'sandbox' });
      if (status === 'ESME_ROK') bound = pdu.command;
    } else if (pdu.command === 'query_sm') answerQuery(pdu, centre, answer);
    else if (pdu.command !== 'submit_sm') answer(pdu, 'ESME_RINVCMDID');
    else if (bound === undefined || bound === 'bind_receiver') answer(pdu, 'ESME_RINVBNDSTS');
    else take(session, pdu, centre, bound === 'bind_transceiver', answer);
  });
}

function bindStatus(pdu: Pdu, { systemId, password, log }: Centre): string {
  if (pdu.system_id === systemId && pdu.password === password) return 'ESME_ROK';
  log.warn('an SMPP bind was refused');
  return pdu.system_id === systemId ? 'ESME_RINVPASWD' : 'ESME_RINVSYSID';
}

type AnswerPdu = (pdu: Pdu, status: string, extra?: object) => void;

function take(session: Session, pdu: Pdu, centre: Centre, canReceive: boolean, answer: AnswerPdu): void {
  const { source_addr: from = '', destination_addr: to = '' } = pdu;
  const segment = segmentOf(pdu);
  const refusal = segment === undefined ? 'ESME_RINVDCS' : refusalOf(from, to);
  if (segment === undefined || refusal !== undefined) {
    answer(pdu, refusal ?? 'ESME_RSYSERR');
    return;
  }
  const { weather: station } = centre;
  const { texts } = station.now();
  if (station.happens(texts.throttledPerMille)) {
    answer(pdu, 'ESME_RTHROTTLED');
    return;
  }
  if (station.happens(texts.droppedPerMille)) return;
  const submittedAt = centre.clock.now();
  const messageId = centre.nextId();
  const state = to.endsWith(magicEndings.undeliverable) ? 'UNDELIV' : 'DELIVRD';
  if (state === 'DELIVRD') centre.inbox.keep(messageId, pdu, segment, submittedAt);
  remember(centre.states, messageId, state);
  if (station.happens(texts.hangUpPerMille)) {
    session.destroy();
    return;
  }
  const sayTaken = answerTo(pdu, messageId, station, answer);
  const finish = (): void => {
    sayTaken();
    if (!canReceive || !wantsReceipt(pdu) || to.endsWith(magicEndings.silent)) return;
    const submitted = { messageId, from, to, userReference: pdu.user_message_reference, submittedAt };
    sendReceipts(session, { ...submitted, doneAt: centre.clock.now() }, state, station);
  };
  const delayMs = station.delayMs(texts.slowestMs);
  if (delayMs === 0) finish();
  else setTimeout(finish, delayMs).unref();
}

/** Taken and delivered; the sender learns that, or nothing, or the contrary. */
function answerTo(pdu: Pdu, messageId: string, station: WeatherStation, answer: AnswerPdu): () => void {
  const { texts } = station.now();
  if ((pdu.destination_addr ?? '').endsWith(magicEndings.silent) || station.happens(texts.silentPerMille)) {
    return () => undefined;
  }
  if (station.happens(texts.wrongAnswerPerMille)) return () => answer(pdu, 'ESME_RSYSERR');
  return () => answer(pdu, 'ESME_ROK', { message_id: messageId });
}

function answerQuery(pdu: Pdu, { states }: Centre, answer: AnswerPdu): void {
  const { message_id = '' } = pdu;
  const state = states.get(message_id);
  if (state === undefined) answer(pdu, 'ESME_RQUERYFAIL');
  else answer(pdu, 'ESME_ROK', { message_id, final_date: '', message_state: messageStates[state], error_code: 0 });
}

function remember(states: Map<string, ReceiptState>, messageId: string, state: ReceiptState): void {
  states.set(messageId, state);
  const oldest = states.keys().next();
  if (states.size > mostStates && oldest.done !== true) states.delete(oldest.value);
}

function refusalOf(from: string, to: string): string | undefined {
  if (!brandPattern.test(from) && !numberPattern.test(from)) return 'ESME_RINVSRCADR';
  if (!numberPattern.test(to) || to.endsWith(magicEndings.invalid)) return 'ESME_RINVDSTADR';
  return to.endsWith(magicEndings.throttled) ? 'ESME_RTHROTTLED' : undefined;
}
