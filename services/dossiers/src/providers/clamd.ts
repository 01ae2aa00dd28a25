import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Scanner } from '../context.js';

/** For all of it: connecting, sending and the answer. Whoever waits for a verdict waits no longer. */
const usualPatienceMs = 20_000;
const longestReply = 4_096;

/**
 * ClamAV's clamd over INSTREAM: length-prefixed chunks, a zero length, one reply. `url`: tcp://host:port. Whatever is not
 * plainly one of its two verdicts about the whole file is no verdict.
 */
export function createClamd(url: string, patienceMs = usualPatienceMs): Scanner {
  const { hostname, port } = new URL(url);
  return {
    async scan(content) {
      const socket = connect({ host: hostname, port: Number(port) });
      const patience = setTimeout(() => socket.destroy(new Error('clamd did not answer in time')), patienceMs);
      const reply = readReply(socket);
      let allSent = false;
      // The reply may come before all is sent, when the scanner has seen enough; sending then fails and the reply counts.
      const sending = send(content, socket).then(
        (done) => (allSent = done),
        (error: unknown) => socket.destroy(new Error('the file could not be sent', { cause: error })),
      );
      try {
        return verdictOf(await reply, () => allSent);
      } finally {
        clearTimeout(patience);
        socket.destroy();
        content.destroy();
        await sending;
      }
    },
  };
}

/** True once every byte is on its way. */
async function send(content: Readable, socket: Socket): Promise<boolean> {
  socket.write('zINSTREAM\0');
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk as Uint8Array); // a byte stream; its iterator is typed as any
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    socket.write(length);
    if (!socket.write(bytes)) await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
    if (socket.destroyed) return false;
  }
  socket.write(Buffer.alloc(4));
  return true;
}

function readReply(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    socket.on('data', (chunk) => {
      said += chunk.toString();
      if (said.includes('\0')) resolve(said);
      else if (said.length > longestReply) reject(new Error('clamd says too much'));
    });
    socket.on('error', reject);
    socket.on('close', () => {
      reject(new Error('clamd hung up without an answer'));
    });
  });
}

function verdictOf(said: string, allSent: () => boolean): 'CLEAN' | 'INFECTED' {
  const reply = said.slice(0, said.indexOf('\0')).trim();
  if (reply === 'stream: OK' && allSent()) return 'CLEAN';
  if (/^stream: .+ FOUND$/.test(reply)) return 'INFECTED';
  throw new Error(`clamd could not scan: ${reply}`);
}
