// The operations of our own clients, as files, become the gateway's manifest: one is named by the SHA-256 of its normalised text.
// Each has an example of how it is asked, which the explorer opens with and a test runs.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getOperationAST, getVariableValues, Kind, parse, print, validate } from 'graphql';

/**
 * @typedef {{ as: string | null, variables: object, file?: string }} Example who asks, with which variables, and where a file goes
 * @returns {{ id: string, name: string, type: string, body: string, about: string, example: Example }[]} by name
 */
export function registeredOperations(root) {
  const pack = join(root, 'packages', 'client-pack');
  if (!existsSync(pack)) return [];
  return readdirSync(join(pack, 'operations'))
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => ({
      ...toOperation(file, readFileSync(join(pack, 'operations', file), 'utf8')),
      example: JSON.parse(readFileSync(join(pack, 'examples', file.replace('.graphql', '.json')), 'utf8')),
    }));
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

/** What the explorer opens with, by the operation's id. */
export function examplesOf(operations) {
  const examples = operations.map(({ id, about, example }) => [id, { about, ...example }]);
  return `${JSON.stringify(Object.fromEntries(examples), null, 2)}\n`;
}

/** What does not fit the graph, told by operation. */
export function unfitOperations(operations, apiSchema) {
  const schema = buildSchema(apiSchema);
  return operations.flatMap(({ name, body, example }) => {
    const document = parse(body);
    const errors = [...validate(schema, document), ...unfitVariables(schema, document, example)];
    return errors.map(({ message }) => `${name}: ${message}`);
  });
}

function unfitVariables(schema, document, { variables, file }) {
  const { variableDefinitions } = getOperationAST(document);
  return getVariableValues(schema, variableDefinitions ?? [], withFile({ variables }, file)).errors ?? [];
}

/** A file stands where the example says, as `variables.input.file`; any value fits there. */
function withFile(asked, place) {
  if (place === undefined) return asked.variables;
  const copy = structuredClone(asked);
  const [last, ...path] = place.split('.').reverse();
  path.reduceRight((part, name) => part[name], copy)[last] = {};
  return copy.variables;
}
