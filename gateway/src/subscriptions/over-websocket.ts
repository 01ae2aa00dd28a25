import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type ExecutionResult, type FormattedExecutionResult, GraphQLSchema, parse } from 'graphql';
import { handleProtocols, makeServer, type Server as ProtocolServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { bodyLimits } from '../body-limits.js';
import { EdgeRefusal, refusalBody } from '../edge-refusal.js';
import { languageOf } from '../edge-texts.js';
import { createBeat } from './beat.js';
import { atTime, openSession, type Session } from './session.js';
import { lastWordMs, type Transport } from './transport.js';

interface Line {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  session?: Session;
  /** Stops waiting for the session's end. */
  leave?: () => void;
}

/** Close codes of ours beside those of the protocol (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). */
const closeCodes = { 401: 4401, 503: 4503 } as const;
const tokenEnded = 4401;
const internal = 4500;

/** The graphql-transport-ws protocol at /graphql. Every other upgrade is refused. */
export function startWebSockets(http: Server, transport: Transport): void {
  const sockets = new WebSocketServer({
    ...{ noServer: true, handleProtocols, perMessageDeflate: false },
    maxPayload: bodyLimits.everybody,
  });
  const protocol = makeProtocol(transport);
  const beat = createBeat(sockets, transport.beatMs);
  http.on('upgrade', (request, duplex, head) => {
    const refusal = refusalOf(request, sockets, transport);
    if (refusal !== null) {
      refuse(duplex, request, refusal);
      return;
    }
    sockets.handleUpgrade(request, duplex, head, (socket) => {
      beat.follow(socket);
      takeLine({ socket, request }, protocol, transport);
      transport.metrics.connections.set(sockets.clients.size);
    });
  });
  transport.lifecycle.defer('websockets', async () => {
    beat.stop();
    for (const socket of sockets.clients) socket.close(1001, 'Going away');
    const closed = new Promise((resolve) => sockets.close(resolve));
    await Promise.race([closed, delay(lastWordMs)]);
    for (const socket of sockets.clients) socket.terminate();
    await closed;
  });
}

function refusalOf(
  { url = '' }: IncomingMessage,
  sockets: WebSocketServer,
  { lifecycle, mostConnections }: Transport,
): EdgeRefusal | null {
  if (url.split('?', 1)[0] !== '/graphql') return new EdgeRefusal(404, 'NOT_FOUND');
  if (lifecycle.signal.aborted) return new EdgeRefusal(503, 'SERVICE_UNAVAILABLE');
  return sockets.clients.size >= mostConnections ? new EdgeRefusal(503, 'TOO_MANY_SUBSCRIPTIONS') : null;
}

function refuse(duplex: Duplex, { headers }: IncomingMessage, { status, code }: EdgeRefusal): void {
  const body = refusalBody(code, languageOf(headers['accept-language']));
  duplex.once('error', () => duplex.destroy()); // gone before it heard why
  duplex.end(
    [
      `HTTP/1.1 ${String(status)} ${status === 404 ? 'Not Found' : 'Service Unavailable'}`,
      ...['connection: close', 'content-type: application/json; charset=utf-8'],
      `content-length: ${String(Buffer.byteLength(body))}`,
      ...['', body],
    ].join('\r\n'),
  );
}

type Protocol = ProtocolServer<Line>;

/** The library asks of each operation what kind it is; ours are of one kind and were understood before. */
const ofOurKind = { schema: new GraphQLSchema({}), document: parse('subscription { watched }') };

function makeProtocol({ subscriptions, verifier, callerOf, log }: Transport): Protocol {
  return makeServer<Record<string, unknown>, Line>({
    async onConnect({ extra: line, connectionParams = {} }) {
      const told = connectionParams['authorization'] ?? connectionParams['Authorization'];
      const authorization = typeof told === 'string' ? told : line.request.headers.authorization;
      try {
        line.session = await openSession(callerOf(line.request), authorization, verifier, log);
      } catch (error) {
        if (!(error instanceof EdgeRefusal)) throw error;
        line.socket.close(error.status === 503 ? closeCodes[503] : closeCodes[401], error.code);
        return false;
      }
      // Whoever hung up while the token was looked at leaves no more: the timer would wait for the token's end.
      if (line.socket.readyState === line.socket.CLOSED) return false;
      line.leave = atTime(line.session.expiresAtMs + lastWordMs, () => {
        line.socket.close(tokenEnded, 'UNAUTHENTICATED');
      });
      return true;
    },
    onSubscribe({ extra: { session } }, _id, asked) {
      if (session === undefined) throw new Error('somebody subscribed before being admitted');
      // What is written is awaited before more is asked for, so there is always room.
      const opened = subscriptions.open(asked, session, () => Promise.resolve());
      return 'next' in opened ? { ...ofOurKind, contextValue: opened } : [...opened];
    },
    // The watch from onSubscribe. What it tells is formatted already, which the library's types have no name for.
    subscribe: ({ contextValue }) => contextValue as AsyncGenerator<ExecutionResult>,
    onNext: (_context, _id, _asked, _args, told) => told as FormattedExecutionResult,
  });
}

function takeLine(line: Line, protocol: Protocol, { metrics, log }: Transport): void {
  const { socket } = line;
  const fail = (error: unknown): void => {
    log.error('a websocket failed', { error });
    socket.close(internal, 'INTERNAL');
  };
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) =>
        new Promise((resolve, reject) => {
          if (socket.readyState !== socket.OPEN) resolve();
          else
            socket.send(text, (error) => {
              if (error instanceof Error) reject(error);
              else resolve(); // null, whatever its types say
            });
        }),
      close: (code, reason) => {
        socket.close(code, reason);
      },
      onMessage: (take) => {
        socket.on('message', (text: Buffer) => void take(text.toString()).catch(fail));
      },
    },
    line,
  );
  socket.on('error', (error) => {
    log.debug('a websocket broke', { error });
  });
  socket.once('close', (code, reason) => {
    line.leave?.();
    metrics.connections.dec();
    closed(code, reason.toString()).catch(fail);
  });
}
