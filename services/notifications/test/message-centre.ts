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
}

/** A real SMPP centre that answers as it is told to. */
export interface MessageCentreDouble {
  readonly url: string;
  readonly received: readonly ReceivedText[];
  readonly binds: () => number;
  /** What it answers from now on to a submit: a status, SILENCE, or HANG_UP before an answer; after `taken` good ones. */
  answers(status: number | 'SILENCE' | 'HANG_UP', taken?: number): void;
  close(): Promise<void>;
}

interface Pdu {
  readonly command: string;
  readonly password?: string;
  readonly source_addr: string;
  readonly destination_addr: string;
  readonly data_coding: number;
  readonly short_message: { readonly message: string; readonly udh?: readonly Buffer[] };
  response(options?: object): Pdu;
}
interface Session extends EventEmitter {
  send(pdu: Pdu): boolean;
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
  let binds = 0;
  let saying: number | 'SILENCE' | 'HANG_UP' = 0;
  let good = 0;
  const server = smpp.createServer((session) => {
    session.on('error', () => undefined); // connections that the test itself breaks
    session.on('bind_transmitter', (pdu: Pdu) => {
      binds += 1;
      session.send(pdu.response({ command_status: pdu.password === password ? 0 : 0x0e, system_id: 'centre' }));
    });
    session.on('submit_sm', (pdu: Pdu) => {
      good -= 1;
      const status = good >= 0 ? 0 : saying;
      if (typeof status === 'string' || status === 0) received.push(toText(pdu));
      if (status === 'HANG_UP') session.destroy();
      else if (status !== 'SILENCE')
        session.send(pdu.response({ command_status: status, message_id: `id-${received.length}` }));
    });
    session.on('unbind', (pdu: Pdu) => session.send(pdu.response()));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo; // a TCP server's address is never a pipe
  return {
    url: `smpp://127.0.0.1:${address.port}`,
    received,
    binds: () => binds,
    answers(status, taken = 0) {
      saying = status;
      good = taken;
    },
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

function toText({
  source_addr: from,
  destination_addr: to,
  data_coding: dataCoding,
  short_message: body,
}: Pdu): ReceivedText {
  return { from, to, dataCoding, text: body.message, udh: Buffer.concat([...(body.udh ?? [])]).toString('hex') };
}
