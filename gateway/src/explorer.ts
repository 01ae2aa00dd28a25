import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { RegisteredOperation } from './registered-operations.js';

/** Everything is from here: no content network, nothing inline, no other host to talk to. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

const script = 'text/javascript; charset=utf-8';
const style = 'text/css; charset=utf-8';

/** GraphiQL with every registered operation as an example, under `/explorer`. For developers: it introspects. */
export function addExplorer(server: FastifyInstance, operations: readonly RegisteredOperation[]): void {
  const examples = operations.map(({ name, body }) => ({ name, query: body }));
  const files: Readonly<Record<string, readonly [type: string, bytes: Buffer]>> = {
    '/explorer': ['text/html; charset=utf-8', own('page.html')],
    '/explorer/page.css': [style, own('page.css')],
    '/explorer/page.mjs': [script, own('page.mjs')],
    '/explorer/examples.json': ['application/json; charset=utf-8', Buffer.from(JSON.stringify(examples))],
    '/explorer/graphiql.css': [style, ofPackage('graphiql', 'graphiql.min.css')],
    '/explorer/graphiql.js': [script, ofPackage('graphiql', 'graphiql.min.js')],
    '/explorer/react.js': [script, ofPackage('react', 'umd/react.production.min.js')],
    '/explorer/react-dom.js': [script, ofPackage('react-dom', 'umd/react-dom.production.min.js')],
  };
  for (const [path, [type, bytes]] of Object.entries(files)) {
    server.get(path, (_request, reply) =>
      reply
        .headers({
          'content-security-policy': policy,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
        })
        .type(type)
        .send(bytes),
    );
  }
}

function own(file: string): Buffer {
  return readFileSync(new URL(`../explorer/${file}`, import.meta.url));
}

function ofPackage(name: string, file: string): Buffer {
  const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  return readFileSync(join(folder, file));
}
