import type { Log } from '@motcua/service-kit';
import { smpp, type SmppPdu, type SmppSession } from './smpp-library.js';

export interface SmppSettings {
  /** smpp:// or ssmpp:// */
  readonly url: string;
  readonly systemId: string;
  readonly password: string;
  /** How many parts of texts it takes in a second, as agreed; no limit when absent. */
  readonly perSecond?: number | undefined;
  /** How long an answer may take, in milliseconds. */
  readonly patienceMs?: number;
}

/** A bound session, or what is left of it. */
export interface BoundSession {
  isAlive(): boolean;
  /** The answer; 'UNSENT' when it never left, 'NO_ANSWER' when it may have. */
  submit(options: Readonly<Record<string, unknown>>): Promise<SmppAnswer>;
  query(options: Readonly<Record<string, unknown>>): Promise<SmppAnswer>;
  close(): void;
}
export type SmppAnswer = SmppPdu | 'UNSENT' | 'NO_ANSWER';

export const usualPatienceMs = 10_000;
const keepAliveMs = 30_000;

/**
 * Connects and binds as a transceiver (SMPP 3.4 section 4.1). `onDelivery` hears what the centre sends by itself; when it fails
 * the centre is asked to send that again. Rejects when the centre is away or says no.
 */
export async function bindSession(
  settings: SmppSettings,
  onDelivery: (pdu: SmppPdu) => Promise<void>,
  log: Log,
): Promise<BoundSession> {
  const patienceMs = settings.patienceMs ?? usualPatienceMs;
  const { hostname: host, port, protocol } = new URL(settings.url);
  const session = smpp.connect({ host, port: Number(port), tls: protocol === 'ssmpp:' });
  // Each message under way listens for the end of the session.
  session.setMaxListeners(0);
  const life = watchOver(session, patienceMs, log);
  session.on('deliver_sm', (pdu: SmppPdu) => void answerDelivery(session, pdu, onDelivery, log));
  try {
    await connected(session, protocol === 'ssmpp:' ? 'secureConnect' : 'connect', patienceMs);
    const bind = { system_id: settings.systemId, password: settings.password, interface_version: 0x34 };
    const answer = await ask(session, 'bind_transceiver', bind, patienceMs);
    if (typeof answer === 'string' || answer.command_status !== 0) {
      throw new Error(`the message centre did not bind us: ${said(answer)}`);
    }
  } catch (error) {
    life.end();
    throw error;
  }
  const request = async (command: 'submit_sm' | 'query_sm', options: Readonly<Record<string, unknown>>) => {
    if (!life.isAlive()) return 'UNSENT';
    const answer = await ask(session, command, options, patienceMs);
    // One message without an answer says nothing about the others that are under way.
    if (answer === 'NO_ANSWER') life.suspect();
    return answer;
  };
  return {
    isAlive: () => life.isAlive(),
    submit: (options) => request('submit_sm', options),
    query: (options) => request('query_sm', options),
    close() {
      if (life.isAlive()) session.unbind({});
      life.leave();
    },
  };
}

async function answerDelivery(
  session: SmppSession,
  pdu: SmppPdu,
  onDelivery: (pdu: SmppPdu) => Promise<void>,
  log: Log,
): Promise<void> {
  try {
    await onDelivery(pdu);
    session.send(pdu.response());
  } catch (error) {
    log.error('a receipt could not be kept, the centre is asked for it again', { provider: 'smpp', error });
    session.send(pdu.response({ command_status: smpp.errors['ESME_RX_T_APPN'] }));
  }
}

interface SessionLife {
  isAlive(): boolean;
  /** Asks whether anybody is still there, and ends the session when not. */
  suspect(): void;
  /** At once, whatever is under way. */
  end(): void;
  /** After what was written. */
  leave(): void;
}

/** Keeps the session alive and notices when it is not, which on a silent line may otherwise take minutes. */
function watchOver(session: SmppSession, patienceMs: number, log: Log): SessionLife {
  let alive = true;
  let asking = false;
  const suspect = (): void => {
    if (asking || !alive) return;
    asking = true;
    void ask(session, 'enquire_link', {}, patienceMs).then((answer) => {
      asking = false;
      if (typeof answer === 'string') end();
    });
  };
  const keepAlive = setInterval(suspect, keepAliveMs);
  keepAlive.unref();
  const stop = (): void => {
    alive = false;
    clearInterval(keepAlive);
  };
  const end = (): void => {
    stop();
    session.destroy();
  };
  const leave = (): void => {
    stop();
    session.close();
  };
  session.on('close', end);
  session.on('error', (error: unknown) => {
    log.warn('the session with the message centre broke', { provider: 'smpp', error });
    end();
  });
  session.on('enquire_link', (pdu: SmppPdu) => session.send(pdu.response()));
  session.on('unbind', (pdu: SmppPdu) => {
    session.send(pdu.response());
    leave();
  });
  return { isAlive: () => alive, suspect, end, leave };
}

function said(answer: SmppAnswer): string {
  return typeof answer === 'string' ? answer : `status 0x${answer.command_status.toString(16)}`;
}

function connected(session: SmppSession, event: string, patienceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(reject, patienceMs, new Error('the message centre did not answer in time'));
    session.once(event, () => {
      clearTimeout(timeout);
      resolve();
    });
    session.once('close', () => {
      clearTimeout(timeout);
      reject(new Error('the message centre closed the connection'));
    });
  });
}

/** One request and its answer, whichever comes first: the answer, the end of the connection, the end of our patience. */
function ask(
  session: SmppSession,
  command: 'bind_transceiver' | 'submit_sm' | 'query_sm' | 'enquire_link',
  options: Readonly<Record<string, unknown>>,
  patienceMs: number,
): Promise<SmppAnswer> {
  return new Promise((resolve) => {
    const settle = (answer: SmppAnswer): void => {
      clearTimeout(timeout);
      session.off('close', onClose);
      resolve(answer);
    };
    const onClose = (): void => {
      settle('NO_ANSWER');
    };
    const timeout = setTimeout(onClose, patienceMs);
    session.once('close', onClose);
    if (!session[command](options, settle)) settle('UNSENT');
  });
}
