import { createServer, type IncomingMessage } from 'node:http';
import { ownGraph } from '../differential/graphs.js';
import { madeUpSubgraph, type Post } from '../differential/made-up-subgraph.js';

/**
 * All five subgraphs, at `/<name>` of one port. What was answered once is answered from memory, so that little of what is
 * measured is theirs.
 */
const perfect = { nothing: 0, refused: 0, entity: 0, answer: 0 };
const subgraphs = new Map(
  [...ownGraph().subgraphs].map(([name, sdl]) => [
    `/${name}`,
    remembering(madeUpSubgraph(sdl, () => 'bench', perfect)),
  ]),
);

const server = createServer((request, response) => {
  const post = subgraphs.get(request.url ?? '');
  if (post === undefined) {
    response.writeHead(404).end();
    return;
  }
  void bodyOf(request)
    .then(post)
    .then(({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
});
server.keepAliveTimeout = 600_000; // longer than a gateway waits for its turn
server.listen(Number(process.env['PORT']), '127.0.0.1');

function remembering(post: Post): Post {
  const answers = new Map<string, ReturnType<Post>>();
  return (body) => {
    const known = answers.get(body) ?? post(body);
    answers.set(body, known);
    return known;
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
