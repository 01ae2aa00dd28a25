/** The part of smpp 0.5 that is used here; the library has no types of its own. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as TcpServer } from 'node:net';

  export interface Message {
    readonly udh?: readonly Buffer[];
    /** A Buffer where the data coding is none the library knows. */
    readonly message?: string | Buffer;
  }

  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly system_id?: string;
    readonly password?: string;
    readonly source_addr?: string;
    readonly destination_addr?: string;
    readonly data_coding?: number;
    readonly esm_class?: number;
    readonly registered_delivery?: number;
    readonly short_message?: Message;
    readonly message_payload?: Message;
    readonly sar_msg_ref_num?: number;
    readonly sar_total_segments?: number;
    readonly sar_segment_seqnum?: number;
    readonly message_id?: string;
    readonly receipted_message_id?: string;
    readonly message_state?: number;
    readonly user_message_reference?: number;
    isResponse(): boolean;
    response(options?: PduOptions): Pdu;
  }

  export type PduOptions = Readonly<Record<string, unknown>>;
  type Command = (options?: PduOptions, onResponse?: (pdu: Pdu) => void) => boolean;

  export class Session extends EventEmitter {
    readonly bind_transceiver: Command;
    readonly bind_transmitter: Command;
    readonly bind_receiver: Command;
    readonly submit_sm: Command;
    readonly query_sm: Command;
    readonly deliver_sm: Command;
    readonly enquire_link: Command;
    readonly unbind: Command;
    on(event: 'pdu', listener: (pdu: Pdu) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'close' | 'connect', listener: () => void): this;
    send(pdu: Pdu, onResponse?: (pdu: Pdu) => void): boolean;
    close(onClosed?: () => void): void;
    destroy(onClosed?: () => void): void;
  }

  interface Server extends TcpServer {
    readonly sessions: readonly Session[];
  }

  const smpp: {
    createServer(listener: (session: Session) => void): Server;
    connect(options: { readonly host: string; readonly port: number }, listener?: () => void): Session;
    readonly errors: Readonly<Record<string, number>>;
  };
  export default smpp;
}
