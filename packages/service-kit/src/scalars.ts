import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';
import GraphQLUpload from 'graphql-upload/GraphQLUpload.mjs';
import { problemWithJson } from './json-data.js';

/**
 * Messages never quote the value: graphql-js repeats them to callers and logs, and the value may be a person's. A scalar
 * in a position of its own gives the text; graphql-js adds where it stands.
 */
const refuse = (message: string): never => {
  throw new GraphQLError(message);
};

const textOf = (node: ValueNode, expected: string): string =>
  node.kind === Kind.STRING ? node.value : refuse(`${expected}.`);

const instantExpected = 'DateTime is ISO 8601 text with an offset, like 2026-11-23T09:00:00+07:00';
const instantPattern = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** In: ISO 8601 text with an offset → Date. Out: Date or such text → ISO text in UTC. */
const dateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => (value instanceof Date ? checkedInstant(value) : toInstant(value)).toISOString(),
  parseValue: toInstant,
  parseLiteral: (node) => toInstant(textOf(node, instantExpected)),
});

const dayExpected = 'Date is a day of the calendar, like 2026-11-23';

/** A day that exists, as `yyyy-mm-dd` text both ways: a day has no time zone, so it never becomes a JavaScript Date. */
const date = new GraphQLScalarType<string, string>({
  name: 'Date',
  serialize: toDay,
  parseValue: toDay,
  parseLiteral: (node) => toDay(textOf(node, dayExpected)),
});

/** Any JSON value within bounds; see problemWithJson. */
const json = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  serialize: (value) => value,
  parseValue: toJson,
  parseLiteral: (node, variables) => toJson(valueFromASTUntyped(node, variables)),
});

/** The platform's scalars; a schema declares those it uses and the subgraph server takes them from here. */
export const scalars = { DateTime: dateTime, Date: date, JSON: json, Upload: GraphQLUpload } as const;

function toInstant(value: unknown): Date {
  const match = typeof value === 'string' ? instantPattern.exec(value) : null;
  if (typeof value !== 'string' || match === null || !isDay(match[1] ?? '')) return refuse(`${instantExpected}.`);
  return checkedInstant(new Date(value));
}

function checkedInstant(value: Date): Date {
  return Number.isNaN(value.getTime()) ? refuse(`${instantExpected}.`) : value;
}

function toDay(value: unknown): string {
  return typeof value === 'string' && isDay(value) ? value : refuse(`${dayExpected}.`);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function toJson(value: unknown): unknown {
  const problem = problemWithJson(value);
  return problem === undefined ? value : refuse(`JSON ${problem}.`);
}
