import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'undici';

/** Everybody who watches, each over a WebSocket of their own (graphql-transport-ws). */
export interface Watchers {
  /** How many watch at this moment. */
  readonly open: () => number;
  /**
   * Resolves when everybody was told something after `begin`, or when `patienceMs` are over, with when each was told after
   * the event that is theirs.
   */
  toldAfter(begin: () => Promise<(watcher: number) => number>, patienceMs: number): Promise<readonly number[]>;
  close(): Promise<void>;
}

const watched = `subscription Watch($id: ID!) { dossierChanged(id: $id) {
  id code status dueAt timeline { at text { vi } } payment { status amountDueVnd } shipment { status trackingNumber }
} }`;

export async function openWatchers(
  gatewayUrl: string,
  tokens: readonly string[],
  dossierOf: (watcher: number) => string,
): Promise<Watchers> {
  let hear: (watcher: number) => void = () => undefined;
  let open = 0;
  const sockets = await inTurns(tokens, 50, async (token, index) => {
    const socket = await watch(gatewayUrl, { token, dossierId: dossierOf(index), told: () => hear(index) });
    open += 1;
    socket.addEventListener('close', () => (open -= 1));
    return socket;
  });
  return {
    open: () => open,
    async toldAfter(begin, patienceMs) {
      const told = new Map<number, number>();
      const everybody = new Promise<void>((resolve) => {
        hear = (watcher) => {
          if (!told.has(watcher)) told.set(watcher, performance.now());
          if (told.size === sockets.length) resolve();
        };
      });
      const beganAt = await begin();
      const waiting = new AbortController();
      const patience = delay(patienceMs, undefined, { signal: waiting.signal }).catch(() => undefined); // all were told
      await Promise.race([everybody, patience]);
      waiting.abort();
      return [...told].map(([watcher, at]) => at - beganAt(watcher));
    },
    async close() {
      await Promise.all(sockets.map((socket) => closed(socket)));
    },
  };
}

/** Resolves with the first answer. */
function watch(
  gatewayUrl: string,
  { token, dossierId, told }: { readonly token: string; readonly dossierId: string; readonly told: () => void },
): Promise<WebSocket> {
  const socket = new WebSocket(`${gatewayUrl.replace('http', 'ws')}/graphql`, ['graphql-transport-ws']);
  const say = (message: unknown): void => {
    socket.send(JSON.stringify(message));
  };
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => {
      say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    });
    socket.addEventListener('message', ({ data }) => {
      const { type, payload } = JSON.parse(String(data)) as { type: string; payload?: unknown }; // the protocol's
      if (type === 'connection_ack') {
        say({ type: 'subscribe', id: '1', payload: { query: watched, variables: { id: dossierId } } });
      } else if (type === 'next') {
        resolve(socket);
        told();
      } else if (type === 'ping') say({ type: 'pong' });
      else reject(new Error(`not watched: ${JSON.stringify(payload)}`));
    });
    socket.addEventListener('close', ({ code, reason }) => {
      reject(new Error(`closed with ${code} ${reason}`));
    });
    socket.addEventListener('error', () => {
      reject(new Error('a WebSocket failed'));
    });
  });
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === WebSocket.CLOSED) resolve();
    socket.addEventListener('close', () => resolve());
    socket.close(1000);
  });
}

async function inTurns<Given, Made>(
  all: readonly Given[],
  atOnce: number,
  make: (given: Given, index: number) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (let from = 0; from < all.length; from += atOnce) {
    const some = all.slice(from, from + atOnce);
    made.push(...(await Promise.all(some.map((each, index) => make(each, from + index)))));
  }
  return made;
}
