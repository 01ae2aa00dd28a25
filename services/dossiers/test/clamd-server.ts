import { createServer, type Server, type Socket } from 'node:net';

/** How this clamd behaves; may be changed between two files. */
export type ClamdMood =
  | 'works'
  /** Takes everything and says nothing. */
  | 'silent'
  /** Says OK before it has seen the file. */
  | 'hasty'
  | { readonly says: string };

export interface FakeClamd {
  readonly url: string;
  mood: ClamdMood;
  /** How many whole files it was sent. */
  scanned: number;
  close(): Promise<void>;
}

/** clamd's INSTREAM by its protocol: a command, chunks with their length in front, a zero length, one reply. */
export async function startClamd(port = 0): Promise<FakeClamd> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined));
    serve(socket, clamd);
  });
  const clamd: FakeClamd = {
    url: `tcp://127.0.0.1:${String(await listen(server, port))}`,
    mood: 'works',
    scanned: 0,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
  return clamd;
}

function serve(socket: Socket, clamd: FakeClamd): void {
  let heard = Buffer.alloc(0);
  if (clamd.mood === 'hasty') socket.end('stream: OK\0');
  socket.on('data', (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk]);
    const content = contentOf(heard);
    if (content === null || clamd.mood === 'silent') return;
    clamd.scanned += 1;
    const verdict = content.includes('EICAR-STANDARD-ANTIVIRUS-TEST-FILE') ? 'Eicar-Test-Signature FOUND' : 'OK';
    socket.end(typeof clamd.mood === 'object' ? clamd.mood.says : `stream: ${verdict}\0`);
  });
}

/** Null until the zero length came. */
function contentOf(heard: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  if (heard.length < command.length) return null;
  if (heard.toString('latin1', 0, command.length) !== command) throw new Error('clamd was sent no command it knows');
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= heard.length;) {
    const length = heard.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(heard.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
