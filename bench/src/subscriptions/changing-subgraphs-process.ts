import { createServer, type IncomingMessage } from 'node:http';
import { ownGraph } from '../differential/graphs.js';
import { madeUpSubgraph, type Post } from '../differential/made-up-subgraph.js';

/**
 * All five subgraphs, at `/<name>` of one port. After each `POST /change` everything is another way than before; the answer
 * is its number. What was answered once is answered from memory until then.
 */
const perfect = { nothing: 0, refused: 0, entity: 0, answer: 0 };
let changes = 0;
let answers = new Map<string, ReturnType<Post>>();
const subgraphs = new Map(
  [...ownGraph().subgraphs].map(([name, sdl]) => [`/${name}`, madeUpSubgraph(sdl, () => `seed ${changes}`, perfect)]),
);

const server = createServer((request, response) => {
  if (request.url === '/change') {
    changes += 1;
    answers = new Map();
    response.end(String(changes));
    return;
  }
  const { url = '' } = request;
  const post = subgraphs.get(url);
  if (post === undefined) {
    response.writeHead(404).end();
    return;
  }
  void bodyOf(request).then(async (asked) => {
    const key = `${url} ${asked}`;
    const answer = answers.get(key) ?? post(asked);
    answers.set(key, answer);
    const { status, body } = await answer;
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
});
server.keepAliveTimeout = 600_000; // longer than a gateway waits for its turn
server.listen(Number(process.env['PORT']), '127.0.0.1');

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
