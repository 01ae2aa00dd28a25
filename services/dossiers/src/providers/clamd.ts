import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Scanner } from '../context.js';

const patienceMs = 30_000;
const longestReply = 4_096;

/** ClamAV's clamd over INSTREAM: length-prefixed chunks, a zero length, one reply. `url`: tcp://host:port. */
export function createClamd(url: string): Scanner {
  const { hostname, port } = new URL(url);
  return {
    async scan(content) {
      const socket = connect({ host: hostname, port: Number(port), timeout: patienceMs });
      socket.on('timeout', () => socket.destroy(new Error('clamd did not answer in time')));
      try {
        const reply = readReply(socket);
        // The reply may come before all is sent, when the scanner has seen enough; sending then fails and the reply counts.
        const sent = send(content, socket).catch((error: unknown) => {
          socket.destroy(error instanceof Error ? error : new Error('the file could not be sent', { cause: error }));
        });
        const said = await reply;
        await sent;
        return verdictOf(said);
      } finally {
        socket.destroy();
        content.destroy();
      }
    },
  };
}

async function send(content: Readable, socket: Socket): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk as Uint8Array); // a byte stream; its iterator is typed as any
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    socket.write(length);
    if (!socket.write(bytes)) await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
    if (socket.destroyed) return;
  }
  socket.write(Buffer.alloc(4));
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

function verdictOf(said: string): 'CLEAN' | 'INFECTED' {
  const reply = said.slice(0, said.indexOf('\0')).trim();
  if (reply === 'stream: OK') return 'CLEAN';
  if (reply.endsWith(' FOUND')) return 'INFECTED';
  throw new Error(`clamd could not scan: ${reply}`);
}
