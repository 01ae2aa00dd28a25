import type { AddressInfo, Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer, type SMTPServerAddress } from 'smtp-server';
import type { Clock } from '../clock/clock.js';
import { createJournal, type Journal } from '../journal.js';
import type { Log } from '../log.js';
import type { WeatherStation } from '../weather/weather.js';

/** One letter as its receiver sees it; a letter to two receivers is two. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly messageId?: string;
  readonly attachments: readonly { readonly filename: string; readonly contentType: string; readonly bytes: number }[];
  readonly receivedAt: string;
}

export interface Mailbox {
  readonly port: number;
  readonly letters: Journal<Letter>;
  isListening(): boolean;
  close(): Promise<void>;
}

const largestBytes = 1024 * 1024;

/** Local parts of addresses that make something happen. */
const magic: ReadonlyMap<string, { readonly code: number; readonly message: string }> = new Map([
  ['unknown', { code: 550, message: '5.1.1 no such mailbox' }],
  ['full', { code: 552, message: '5.2.2 mailbox full' }],
  ['busy', { code: 451, message: '4.3.2 try again later' }],
]);

/** An SMTP server that delivers everything to itself and shows it. */
export async function startMailbox(options: {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly weather: WeatherStation;
  /** How many letters are kept. */
  readonly limit: number;
  readonly onChange: () => void;
}): Promise<Mailbox> {
  const { host, port, clock, log, weather, limit, onChange } = options;
  const letters = createJournal<Letter>({ limit, onChange });
  let count = 0;
  const keep: Keep = async (source, from, receivers) => {
    const content = await read(source);
    const letter = { ...(await parse(content)), from, receivedAt: clock.now().toISOString() };
    for (const to of receivers) letters.add({ ...letter, id: `letter-${String(++count).padStart(6, '0')}`, to });
    log.info('letter received', { count });
  };
  const server = createServer(keep, weather, log);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: heard } = server.server.address() as AddressInfo; // a TCP server's address is never a pipe
  return {
    port: heard,
    letters,
    isListening: () => server.server.listening,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

type Keep = (source: Readable, from: string, receivers: readonly string[]) => Promise<void>;

function createServer(keep: Keep, station: WeatherStation, log: Log): SMTPServer {
  const server = new SMTPServer({
    size: largestBytes,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    onRcptTo: ({ address }, _session, done) =>
      done(station.happens(station.now().letters.busyPerMille) ? busy() : refusalOf(address)),
    onData(stream, { id, envelope }, done) {
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
      const to = envelope.rcptTo.map(addressOf);
      takeIn(station, { keep: () => keep(stream, from, to), cut: () => cut(server, id) }).then(
        (isCut) => (isCut ? undefined : done()),
        (error: unknown) => done(error instanceof Error ? error : new Error('the letter could not be kept')),
      );
    },
  });
  server.on('error', (error) => log.warn('a mail connection failed', {}, error));
  return server;
}

/** Keeps a letter, as badly as the weather is; true when nobody is there any more to be answered. */
async function takeIn(
  station: WeatherStation,
  { keep, cut: cutOff }: { readonly keep: () => Promise<void>; readonly cut: () => void },
): Promise<boolean> {
  const { letters } = station.now();
  if (station.happens(letters.cutBeforePerMille)) {
    cutOff();
    return true;
  }
  await keep();
  await pause(station.delayMs(letters.slowestMs));
  if (station.happens(letters.cutAfterPerMille)) {
    cutOff();
    return true;
  }
  // Kept all the same: whoever believes it sends the letter twice.
  if (station.happens(letters.lyingPerMille)) throw busy();
  return false;
}

/** The library has no way to break a connection off in the middle. */
function cut(server: SMTPServer, sessionId: string): void {
  for (const connection of server.connections as Set<{ session: { id: string }; _socket: Socket }>) {
    if (connection.session.id === sessionId) connection._socket.destroy();
  }
}

const busy = (): Error => smtpError(451, '4.3.2 try again later');

const addressOf = ({ address }: SMTPServerAddress): string => address.toLowerCase();

function refusalOf(address: string): Error | null {
  const refusal = magic.get(address.split('@')[0] ?? '');
  return refusal === undefined ? null : smtpError(refusal.code, refusal.message);
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** The whole content, or refused: the server only counts, it does not stop. */
async function read(source: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= largestBytes) chunks.push(chunk);
  }
  if (bytes > largestBytes) throw smtpError(552, `5.3.4 the message is larger than ${largestBytes} bytes`);
  return Buffer.concat(chunks);
}

async function parse(content: Buffer): Promise<Omit<Letter, 'id' | 'to' | 'from' | 'receivedAt'>> {
  // Loaded with the first letter: it is the largest library here.
  const { simpleParser } = await import('mailparser');
  const { subject, text, html, messageId, attachments } = await simpleParser(content, { skipTextToHtml: true });
  return {
    subject: subject ?? '',
    text: (text ?? '').trim(),
    ...(html === undefined || html === false ? {} : { html }),
    ...(messageId === undefined ? {} : { messageId }),
    attachments: attachments.map(({ filename, contentType, size }) => ({
      filename: filename ?? '',
      contentType,
      bytes: size,
    })),
  };
}
