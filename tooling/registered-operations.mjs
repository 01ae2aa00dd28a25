// The operations of our own clients, as files, become the gateway's manifest: one is named by the SHA-256 of its normalised text.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, Kind, parse, print, validate } from 'graphql';

/** @returns {{ id: string, name: string, type: string, body: string, about: string }[]} by name */
export function registeredOperations(root) {
  const folder = join(root, 'packages', 'client-pack', 'operations');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => toOperation(file, readFileSync(join(folder, file), 'utf8')));
}

function toOperation(file, source) {
  const document = parse(source);
  const [operation, ...others] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const name = file.replace('.graphql', '');
  if (operation?.name?.value !== name || others.length > 0)
    throw new Error(`${file}: one operation named ${name} expected`);
  const body = print(document);
  const about = /^# (.*)/.exec(source)?.[1] ?? '';
  return { id: createHash('sha256').update(body).digest('hex'), name, type: operation.operation, body, about };
}

/** The manifest, in the form that Apollo's clients write as well. */
export function manifestOf(operations) {
  const listed = operations.map(({ id, name, type, body }) => ({ id, name, type, body }));
  return `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations: listed }, null, 2)}\n`;
}

/** What does not fit the graph, told by operation. */
export function unfitOperations(operations, apiSchema) {
  const schema = buildSchema(apiSchema);
  return operations.flatMap(({ name, body }) =>
    validate(schema, parse(body)).map(({ message }) => `${name}: ${message}`),
  );
}
