import type { DocumentNode, GraphQLError } from 'graphql';
import type { GatewayContext } from '../gateway-context.js';

/** Values as they come out of JSON. No selected name is one of Object.prototype, so plain reads are safe (see `isPlainName`). */
export type Json = Record<string, unknown>;
export type Variables = Readonly<Record<string, unknown>>;

/** One run of a compiled operation. */
export interface Run {
  /** What the subgraphs have answered so far, put together. */
  readonly root: Json;
  readonly variables: Variables;
  readonly conditions: Conditions;
  readonly context: GatewayContext;
  readonly errors: unknown[];
}

/** The values of the variables that `@skip` and `@include` ask for. */
export type Conditions = Readonly<Record<string, boolean>>;

export interface Result {
  readonly data?: Json | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** An operation turned into closures, bound to the schema it was compiled for. */
export interface CompiledOperation {
  readonly isQuery: boolean;
  /** Runs; null when this run is none of ours: the caller hands it to the stock executor, nothing has been asked yet. */
  run(variables: Variables, context: GatewayContext): Promise<Result> | null;
}

/** The document holds something that is not compiled; the stock executor knows what to do with it. */
export class NotCompiled extends Error {
  constructor(what: string) {
    super(`not compiled: ${what}`);
    this.name = 'NotCompiled';
  }
}

/** Whether a response name may be read and written on plain objects. */
export function isPlainName(name: string): boolean {
  return !(name in Object.prototype);
}

export interface AskedOperation {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
}
