import { kitCounters } from '@motcua/service-kit';
import {
  type DocumentNode,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { type EdgeCode, edgeRefusal, type Language } from '../edge-texts.js';
import { operationLimits } from '../operation-limits.js';
import type { RequestJudge } from '../request-judgement.js';
import { asQuery, type Question } from './as-query.js';

/** As a client sends it: anything at all. */
export interface Asked {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

export interface Wanted {
  readonly question: Question;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Of each time it is asked. */
  readonly cost: number;
}

/** What is wrong with it, or what to ask. */
export function understand(
  asked: Asked,
  language: Language,
  options: { readonly schema: () => GraphQLSchema; readonly judge: RequestJudge; readonly development: boolean },
): Wanted | readonly GraphQLError[] {
  const { query, operationName } = asked;
  if (typeof query !== 'string' || !isTextOrNothing(operationName) || !isRecordOrNothing(asked.variables)) {
    return [refused('BAD_REQUEST', language)];
  }
  const judgement = options.judge(asked);
  if (judgement.problem !== null) return [refused(judgement.problem, language)];
  const document = parsed(query);
  if (document instanceof GraphQLError) return [document];
  const operation = getOperationAST(document, operationName);
  if (operation === null || operation === undefined) return [refused('BAD_REQUEST', language)];
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return [refused('WRONG_TRANSPORT', language)];
  const schema = options.schema();
  const invalid = validate(schema, document, undefined, { hideSuggestions: !options.development });
  if (invalid.length > 0) return invalid.map((error) => coded('GRAPHQL_VALIDATION_FAILED', error));
  const variables = getVariableValues(schema, operation.variableDefinitions ?? [], asked.variables ?? {}, {
    maxErrors: 20,
  });
  if (variables.errors !== undefined) return variables.errors.map((error) => coded('BAD_USER_INPUT', error));
  const question = asQuery(schema, document, operation, variables.coerced);
  return { question, variables: asked.variables ?? {}, cost: judgement.cost };
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxLexicalTokens: operationLimits.tokens + 100 });
  } catch (error) {
    return coded('GRAPHQL_PARSE_FAILED', error instanceof GraphQLError ? error : new GraphQLError('no GraphQL'));
  }
}

function coded(code: string, error: GraphQLError): GraphQLError {
  kitCounters.refusals.inc({ code });
  const { message, nodes = null, source = null, positions = null } = error;
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}

export function refused(code: EdgeCode, language: Language): GraphQLError {
  kitCounters.refusals.inc({ code });
  const { message, extensions } = edgeRefusal(code, language);
  return new GraphQLError(message, { extensions });
}

function isTextOrNothing(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || typeof value === 'string';
}

function isRecordOrNothing(value: unknown): value is Readonly<Record<string, unknown>> | null | undefined {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
}
