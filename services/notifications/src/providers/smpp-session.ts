import type { Log } from '@motcua/service-kit';
import { smpp, type SmppPdu, type SmppSession } from './smpp-library.js';

export interface SmppSettings {
  /** smpp:// or ssmpp:// */
  readonly url: string;
  readonly systemId: string;
  readonly password: string;
  readonly brand: string;
  /** How long an answer may take, in milliseconds. */
  readonly patienceMs?: number;
}

/** A bound session, or what is left of it. */
export interface BoundSession {
  isAlive(): boolean;
  /** The answer; 'UNSENT' when it never left, 'NO_ANSWER' when it may have. */
  submit(options: Readonly<Record<string, unknown>>): Promise<SmppPdu | 'UNSENT' | 'NO_ANSWER'>;
  close(): void;
}

export const usualPatienceMs = 10_000;
const keepAliveMs = 30_000;

/** Connects and binds as a transmitter (SMPP 3.4 section 4.1). Rejects when the centre is away or says no. */
export async function bindSession(settings: SmppSettings, log: Log): Promise<BoundSession> {
  const patienceMs = settings.patienceMs ?? usualPatienceMs;
  const { hostname: host, port, protocol } = new URL(settings.url);
  const session = smpp.connect({ host, port: Number(port), tls: protocol === 'ssmpp:' });
  const life = watchOver(session, patienceMs, log);
  try {
    await connected(session, protocol === 'ssmpp:' ? 'secureConnect' : 'connect', patienceMs);
    const bind = { system_id: settings.systemId, password: settings.password, interface_version: 0x34 };
    const answer = await ask(session, 'bind_transmitter', bind, patienceMs);
    if (typeof answer === 'string' || answer.command_status !== 0) {
      throw new Error(`the message centre did not bind us: ${said(answer)}`);
    }
  } catch (error) {
    life.end();
    throw error;
  }
  return {
    isAlive: () => life.isAlive(),
    async submit(options) {
      if (!life.isAlive()) return 'UNSENT';
      const answer = await ask(session, 'submit_sm', options, patienceMs);
      // A centre that stopped answering is left; the next message gets a new session.
      if (answer === 'NO_ANSWER') life.end();
      return answer;
    },
    close() {
      if (life.isAlive()) session.unbind({});
      life.leave();
    },
  };
}

interface SessionLife {
  isAlive(): boolean;
  /** At once, whatever is under way. */
  end(): void;
  /** After what was written. */
  leave(): void;
}

/** Keeps the session alive and notices when it is not, which on a silent line may otherwise take minutes. */
function watchOver(session: SmppSession, patienceMs: number, log: Log): SessionLife {
  let alive = true;
  const keepAlive = setInterval(() => {
    void ask(session, 'enquire_link', {}, patienceMs).then((answer) => {
      if (typeof answer === 'string') end();
    });
  }, keepAliveMs);
  keepAlive.unref();
  const end = (): void => {
    alive = false;
    clearInterval(keepAlive);
    session.destroy();
  };
  const leave = (): void => {
    alive = false;
    clearInterval(keepAlive);
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
  return { isAlive: () => alive, end, leave };
}

function said(answer: SmppPdu | string): string {
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
  command: 'bind_transmitter' | 'submit_sm' | 'enquire_link',
  options: Readonly<Record<string, unknown>>,
  patienceMs: number,
): Promise<SmppPdu | 'UNSENT' | 'NO_ANSWER'> {
  return new Promise((resolve) => {
    const settle = (answer: SmppPdu | 'UNSENT' | 'NO_ANSWER'): void => {
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
