import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server that keeps letters, or refuses them as it is told to. */
export interface Mailbox {
  readonly url: string;
  readonly letters: readonly ParsedMail[];
  /** The same letters as they came over the line. */
  readonly raw: readonly string[];
  /** From now on, `null` for no more. */
  refuse(at: 'MAIL' | 'RCPT' | 'DATA', status: number | 'SILENCE' | null): void;
  close(): Promise<void>;
}

export async function openMailbox(port = 0): Promise<Mailbox> {
  const letters: ParsedMail[] = [];
  const raw: string[] = [];
  const refusals = new Map<string, number | 'SILENCE'>();
  const answer = (at: string, done: (error?: Error | null) => void): void => {
    const status = refusals.get(at);
    if (status === 'SILENCE') return;
    done(status === undefined ? null : Object.assign(new Error('no'), { responseCode: status }));
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onMailFrom: (_address, _session, done) => answer('MAIL', done),
    onRcptTo: (_address, _session, done) => answer('RCPT', done),
    onData(stream, _session, done) {
      const keep = async (content: Buffer): Promise<void> => {
        const parsed = await simpleParser(content);
        if (!refusals.has('DATA')) {
          letters.push(parsed);
          raw.push(content.toString('utf8'));
        }
        answer('DATA', done);
      };
      // One that breaks off half-way is not kept.
      void contentOf(stream).then(keep, done);
    },
  });
  server.on('error', () => undefined); // connections that the test itself breaks
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      resolve();
    });
  });
  const address = server.server.address() as AddressInfo; // a TCP server's address is never a pipe
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    ...{ letters, raw },
    refuse(at, status) {
      if (status === null) refusals.delete(at);
      else refusals.set(at, status);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function contentOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
