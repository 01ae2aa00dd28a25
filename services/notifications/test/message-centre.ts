import { createRequire } from 'node:module';
import type { EventEmitter } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

/** A text as a phone shows it: the parts of one reference put together. */
export interface ReceivedText {
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly dataCoding: number;
  readonly udh: string;
  /** The centre's own name of it. */
  readonly id: string;
  readonly userReference: number;
}

type Saying = number | 'SILENCE' | 'HANG_UP';

/** A real SMPP centre that answers as it is told to. */
export interface MessageCentreDouble {
  readonly url: string;
  readonly received: readonly ReceivedText[];
  readonly binds: () => number;
  /** What it answers from now on to a submit: a status, SILENCE, or HANG_UP before an answer; after `taken` good ones. */
  answers(status: Saying, taken?: number): void;
  /** From now on every text gets this receipt at once; null for none. */
  receipts(state: string | null): void;
  /** Sends a `deliver_sm` on the newest session; resolves with the status of the answer. */
  deliver(pdu: Readonly<Record<string, unknown>>): Promise<number>;
  /** What it says of a part when it is asked; nothing known when absent. */
  readonly states: Map<string, number>;
  close(): Promise<void>;
}

interface Pdu {
  readonly command: string;
  readonly command_status: number;
  readonly password?: string;
  readonly message_id: string;
  readonly source_addr: string;
  readonly destination_addr: string;
  readonly data_coding: number;
  readonly user_message_reference: number;
  readonly short_message: { readonly message: string; readonly udh?: readonly Buffer[] };
  response(options?: object): Pdu;
}
interface Session extends EventEmitter {
  send(pdu: Pdu): boolean;
  deliver_sm(options: object, onResponse: (pdu: Pdu) => void): boolean;
  destroy(): void;
}
interface Centre extends Server {
  readonly sessions: readonly Session[];
}
// smpp has no types of its own.
const smpp = createRequire(import.meta.url)('smpp') as {
  createServer(listener: (session: Session) => void): Centre;
};

export async function startMessageCentre(password: string, port = 0): Promise<MessageCentreDouble> {
  const received: ReceivedText[] = [];
  const states = new Map<string, number>();
  let binds = 0;
  let saying: Saying = 0;
  let good = 0;
  let receiptState: string | null = null;
  const server = smpp.createServer((session) => {
    session.on('error', () => undefined); // connections that the test itself breaks
    session.on('bind_transceiver', (pdu: Pdu) => {
      binds += 1;
      session.send(pdu.response({ command_status: pdu.password === password ? 0 : 0x0e, system_id: 'centre' }));
    });
    session.on('submit_sm', (pdu: Pdu) => {
      good -= 1;
      const status = good >= 0 ? 0 : saying;
      const id = `id-${received.length + 1}`;
      if (typeof status === 'string' || status === 0) received.push(toText(pdu, id));
      if (status === 'HANG_UP') session.destroy();
      else if (status !== 'SILENCE') session.send(pdu.response({ command_status: status, message_id: id }));
      if (status === 0 && receiptState !== null) {
        session.deliver_sm(aReceipt({ id, phone: pdu.destination_addr, state: receiptState }), () => undefined);
      }
    });
    session.on('query_sm', (pdu: Pdu) => {
      const state = states.get(pdu.message_id);
      const answer = { message_id: pdu.message_id, message_state: state ?? 0, error_code: 0, final_date: '' };
      session.send(pdu.response(state === undefined ? { command_status: 0x67 } : answer));
    });
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu: Pdu) => session.send(pdu.response()));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo; // a TCP server's address is never a pipe
  return {
    ...{ url: `smpp://127.0.0.1:${address.port}`, received, states },
    binds: () => binds,
    answers(status, taken = 0) {
      saying = status;
      good = taken;
    },
    receipts(state) {
      receiptState = state;
    },
    deliver: (pdu) =>
      new Promise((resolve, reject) => {
        const session = server.sessions.at(-1);
        if (session === undefined) reject(new Error('nobody is bound'));
        else session.deliver_sm(pdu, (answer) => resolve(answer.command_status));
      }),
    close() {
      for (const session of server.sessions) session.destroy();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

/** As most centres write it: in words (SMPP 3.4 appendix B), without the fields that newer ones add. */
export function aReceipt(of: { readonly id: string; readonly phone: string; readonly state: string }) {
  const { id, phone, state } = of;
  return {
    ...{ source_addr: phone, destination_addr: 'MOTCUA', esm_class: 0x04 },
    short_message: `id:${id} sub:001 dlvrd:001 submit date:2611230830 done date:2611230831 stat:${state} err:000 text:`,
  };
}

function toText(pdu: Pdu, id: string): ReceivedText {
  const { source_addr: from, destination_addr: to, data_coding: dataCoding, short_message: body } = pdu;
  const udh = Buffer.concat([...(body.udh ?? [])]).toString('hex');
  return { from, to, dataCoding, text: body.message, udh, id, userReference: pdu.user_message_reference };
}
