/** The part of smpp 0.5.1 that is used here: the library is CommonJS without types. */
import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';

export interface SmppPdu {
  readonly command: string;
  readonly command_status: number;
  readonly message_id?: string;
  /** Of a `deliver_sm`: who it is from; of a receipt, the phone. */
  readonly source_addr?: string;
  readonly esm_class?: number;
  readonly short_message?: { readonly message?: string | Buffer };
  readonly receipted_message_id?: string;
  readonly message_state?: number;
  readonly user_message_reference?: number;
  response(options?: Readonly<Record<string, unknown>>): SmppPdu;
}

type Command = (options: Readonly<Record<string, unknown>>, onResponse?: (pdu: SmppPdu) => void) => boolean;

export interface SmppSession extends EventEmitter {
  /** Trap: answers false and forgets the callback when the connection cannot be written to. */
  bind_transceiver: Command;
  submit_sm: Command;
  query_sm: Command;
  enquire_link: Command;
  unbind: Command;
  send(pdu: SmppPdu): boolean;
  close(): void;
  destroy(): void;
}

interface SmppLibrary {
  connect(options: { readonly host: string; readonly port: number; readonly tls: boolean }): SmppSession;
  /** Numbers of `command_status` by name. */
  readonly errors: Readonly<Record<string, number>>;
}

// `require` has no types to give.
export const smpp = createRequire(import.meta.url)('smpp') as SmppLibrary;
