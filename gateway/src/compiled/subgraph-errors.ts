import { errorCodeDef, ERRORS } from '@apollo/federation-internals';
import { GraphQLError } from 'graphql';
import type { SubgraphError } from '../subgraph-answer.js';
import type { AnswerPath } from './entity-paths.js';

/** A subgraph's error at its place in the whole answer, word for word as the stock executor writes it. */
export function subgraphError(error: SubgraphError, path: AnswerPath | undefined, subgraph: string): GraphQLError {
  const message = error.message === '' ? `Error while fetching subquery from service "${subgraph}"` : error.message;
  const { code } = error.extensions;
  const options = { path: path ?? null, extensions: { ...error.extensions, serviceName: subgraph } };
  const known = typeof code === 'string' ? errorCodeDef(code) : undefined;
  if (known === undefined && code !== undefined) return new GraphQLError(message, options);
  return (known ?? ERRORS.DOWNSTREAM_SERVICE_ERROR).err(message, options);
}
