import { recentEntries } from '@motcua/service-kit';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { CompiledOperation } from './compiled-operation.js';

const remembered = 2_000;
/** Longer texts are few, and reading them costs little beside what they ask. */
const longestRemembered = 20_000;

/** An operation that the server has read, found valid and handed to its executor under the graph of now. */
export interface KnownOperation {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly schema: GraphQLSchema;
  readonly compiled: CompiledOperation;
}

export interface KnownOperations {
  find(text: string, operationName: string | undefined): KnownOperation | undefined;
  keep(text: string, operation: KnownOperation): void;
}

/** By their text to the letter: what is valid once under one graph is valid whoever sends it. */
export function knownOperations(): KnownOperations {
  const byText = recentEntries<KnownOperation>(remembered);
  const named = recentEntries<KnownOperation>(remembered);
  const nameOf = (text: string, name: string): string => `${name} ${text}`;
  return {
    find: (text, name) => (name === undefined ? byText.get(text) : named.get(nameOf(text, name))),
    keep(text, operation) {
      const { operationName: name } = operation;
      if (text.length > longestRemembered) return;
      if (name === undefined) byText.set(text, operation);
      else named.set(nameOf(text, name), operation);
    },
  };
}
