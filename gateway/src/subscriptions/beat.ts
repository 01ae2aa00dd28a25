import type { WebSocket, WebSocketServer } from 'ws';

const mostMessages = 300;
const mostUnsentBytes = 1_048_576;

/**
 * A sign of life from everybody at every beat: who gave none since the last is cut off, also who does not read. So is who sends
 * more than anybody needs, and who asks for answers without taking them.
 */
export function createBeat(
  { clients }: Pick<WebSocketServer, 'clients'>,
  everyMs: number,
): { follow(socket: WebSocket): void; stop(): void } {
  const lives = new WeakMap<WebSocket, { isAlive: boolean; messages: number }>();
  const beating = setInterval(() => {
    for (const socket of clients) {
      const life = lives.get(socket);
      if (life?.isAlive !== true) {
        socket.terminate();
        continue;
      }
      Object.assign(life, { isAlive: false, messages: 0 });
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }, everyMs);
  return {
    follow(socket) {
      const life = { isAlive: true, messages: 0 };
      lives.set(socket, life);
      socket.on('pong', () => {
        life.isAlive = true;
      });
      socket.on('message', () => {
        life.messages += 1;
        if (life.messages > mostMessages) socket.close(4429, 'TOO_MANY_MESSAGES');
        if (socket.bufferedAmount > mostUnsentBytes) socket.terminate();
      });
    },
    stop() {
      clearInterval(beating);
    },
  };
}
