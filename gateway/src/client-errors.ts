import type { ApolloServerPlugin } from '@apollo/server';
import { kitCounters, type Log } from '@motcua/service-kit';
import type { GraphQLFormattedError } from 'graphql';
import { missingIn } from './degradation/degraded.js';
import { edgeText, isEdgeCode, refusalText } from './edge-texts.js';
import type { GatewayContext } from './gateway-context.js';

/** Codes of Apollo Server whose messages are about the caller's own text. */
const ofTheServer: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * The last gate before the client: keeps message, path, positions, code, details and trace id of a known error, and says
 * nothing about any other. The stock executor adds the subgraph's name to each error; it ends here.
 */
export function toClientError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { message, path, locations, extensions = {} } = formatted;
  const { code, details, traceId } = extensions;
  const where = { ...(locations === undefined ? {} : { locations }), ...(path === undefined ? {} : { path }) };
  if (ofTheServer.has(code)) return { message, ...where, extensions: { code } };
  const known = isEdgeCode(code) || (typeof code === 'string' && path !== undefined);
  if (!known || code.startsWith('INTERNAL')) {
    const trace = typeof traceId === 'string' ? { traceId } : {};
    return { message: edgeText('INTERNAL', 'vi'), ...where, extensions: { code: 'INTERNAL', ...trace } };
  }
  return {
    message,
    ...where,
    extensions: {
      code,
      ...(details === undefined ? {} : { details }),
      ...(traceId === undefined ? {} : { traceId }),
    },
  };
}

/**
 * Counts and finishes each answer: an error gets the text of its code in the caller's language, the next step and the trace
 * id, and a value that a subgraph owed and did not give becomes an error (the stock executor hides it in `extensions`).
 */
export function answerPlugin(log: Log): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () => {
      const stop = kitCounters.requests.startTimer();
      return Promise.resolve({
        willSendResponse: ({ response, contextValue }) => {
          if (response.body.kind !== 'single') return Promise.resolve();
          const result = response.body.singleResult;
          const errors = [...(result.errors ?? []), ...owedValues(result.extensions)].map((error) =>
            finish(error, contextValue),
          );
          const degraded = missingIn(contextValue);
          if (degraded === undefined) delete result.extensions;
          else result.extensions = { degraded };
          if (errors.length > 0) result.errors = errors;
          stop({ outcome: outcomeOf(errors) });
          for (const error of errors) report(error, contextValue, log);
          return Promise.resolve();
        },
      });
    },
    unexpectedErrorProcessingRequest: ({ error, requestContext }) => {
      log.error('an operation failed unexpectedly', { error, traceId: requestContext.contextValue.traceId });
      return Promise.resolve();
    },
  };
}

function owedValues(extensions: Readonly<Record<string, unknown>> | undefined): readonly GraphQLFormattedError[] {
  const owed = extensions?.['valueCompletion'];
  if (!Array.isArray(owed)) return [];
  return owed.map((each: unknown) => {
    const path = typeof each === 'object' && each !== null && 'path' in each ? each.path : undefined;
    return { message: '', ...(isPath(path) ? { path } : {}), extensions: { code: 'INTERNAL' } };
  });
}

function isPath(path: unknown): path is (string | number)[] {
  return Array.isArray(path) && path.every((part) => typeof part === 'string' || typeof part === 'number');
}

function finish(error: GraphQLFormattedError, context: GatewayContext): GraphQLFormattedError {
  const { code, traceId = context.traceId, ...more } = error.extensions ?? {};
  if (typeof code !== 'string') return error;
  const text = refusalText(code, context.language);
  // What is wrong with the caller's own document stays in the words of whoever read it: they say where.
  const message = text === undefined || ofTheServer.has(code) ? error.message : text.message;
  const nextStep = text === undefined ? {} : { nextStep: text.nextStep };
  return { ...error, message, extensions: { code, ...nextStep, ...more, traceId } };
}

type Outcome = 'done' | 'refused' | 'invalid' | 'fault';

function outcomeOf(errors: readonly GraphQLFormattedError[]): Outcome {
  const codes = errors.map(({ extensions }) => extensions?.['code']);
  if (codes.length === 0) return 'done';
  if (codes.some((code) => isEdgeCode(code))) return 'fault';
  return codes.some((code) => ofTheServer.has(code)) ? 'invalid' : 'refused';
}

function report({ extensions }: GraphQLFormattedError, { traceId }: GatewayContext, log: Log): void {
  const code = extensions?.['code'];
  if (code === 'INTERNAL') log.error('an answer has a masked error', { code, traceId });
}
