import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { createResponder } from './respond.js';

// npm run -s mock [-- --port 4020]
const { values } = parseArgs({ options: { port: { type: 'string', default: '4020' } } });
const respond = createResponder();
const server = createServer((incoming, outgoing) => {
  outgoing.setHeader('access-control-allow-origin', '*').setHeader('access-control-allow-headers', '*');
  if (incoming.method !== 'POST') {
    outgoing.writeHead(incoming.method === 'OPTIONS' ? 204 : 405).end();
    return;
  }
  toRequest(incoming)
    .then(respond)
    .then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
    })
    .catch((error: unknown) => {
      console.error(error);
      outgoing.writeHead(500).end();
    });
});
server.listen(Number(values.port), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  console.log(`http://127.0.0.1:${String(port)}/graphql`);
});

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return new Request(url, { method: 'POST', headers, body: new Uint8Array(await buffer(incoming)) });
}
