import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type GraphQLSchema, introspectionFromSchema } from 'graphql';
import { z } from 'zod';
import type { RegisteredOperation } from './registered-operations.js';

/** Everything is from here: no content network, nothing inline, no other host to talk to. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

const script = 'text/javascript; charset=utf-8';
const style = 'text/css; charset=utf-8';

const json = 'application/json; charset=utf-8';

const Examples = z.record(
  z.string(),
  z.object({ about: z.string(), as: z.string().nullable(), variables: z.record(z.string(), z.unknown()) }),
);

/**
 * GraphiQL with every registered operation as an example, its variables filled in, under `/explorer`. It is given the schema, so that it
 * works where nobody may introspect.
 */
export function addExplorer(
  server: FastifyInstance,
  operations: readonly RegisteredOperation[],
  schema: () => GraphQLSchema,
): void {
  const files: Readonly<Record<string, readonly [type: string, bytes: Buffer]>> = {
    '/explorer': ['text/html; charset=utf-8', own('page.html')],
    '/explorer/page.css': [style, own('page.css')],
    '/explorer/page.mjs': [script, own('page.mjs')],
    '/explorer/examples.json': [json, Buffer.from(JSON.stringify(tabsOf(operations)))],
    '/explorer/graphiql.css': [style, ofPackage('graphiql', 'graphiql.min.css')],
    '/explorer/graphiql.js': [script, ofPackage('graphiql', 'graphiql.min.js')],
    '/explorer/react.js': [script, ofPackage('react', 'umd/react.production.min.js')],
    '/explorer/react-dom.js': [script, ofPackage('react-dom', 'umd/react-dom.production.min.js')],
  };
  for (const [path, [type, bytes]] of Object.entries(files)) {
    server.get(path, (_request, reply) => reply.headers(headers).type(type).send(bytes));
  }
  server.get('/explorer/schema.json', (_request, reply) =>
    reply
      .headers(headers)
      .type(json)
      .send(JSON.stringify(introspectionFromSchema(schema()))),
  );
}

/** The words above an example are no part of what is registered: comments do not count. */
function tabsOf(operations: readonly RegisteredOperation[]) {
  const examples = Examples.parse(JSON.parse(own('examples.json').toString()));
  return operations.map(({ id, name, body }) => {
    const { about, as, variables } = examples[id] ?? { about: name, as: null, variables: {} };
    const whose = as === null ? '' : `# Needs a token, here of ${as}: {"authorization": "Bearer …"} under Headers.\n`;
    return { query: `# ${about}\n${whose}${body}\n`, variables: JSON.stringify(variables, null, 2) };
  });
}

function own(file: string): Buffer {
  return readFileSync(new URL(`../explorer/${file}`, import.meta.url));
}

function ofPackage(name: string, file: string): Buffer {
  const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  return readFileSync(join(folder, file));
}
