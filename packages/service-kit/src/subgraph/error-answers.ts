import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Refusal } from '../pure.js';
import { uploadRefusal } from '../upload-refusal.js';
import { withoutValues } from './value-free.js';

/** What an error comes down to for the caller. */
export type Verdict =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'invalid'; readonly code: string }
  | { readonly kind: 'fault'; readonly cause: unknown };

/** Codes by which graphql-js and the server say that the request itself is wrong; their messages are for the caller. */
const invalidCodes: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * Refused by the business, wrong as a request, or our fault. Both the server and graphql-js wrap errors in GraphQLErrors;
 * the outermost that carries a code for callers decides, else the innermost.
 */
export function judge(error: unknown): Verdict {
  let cause = error;
  while (cause instanceof GraphQLError) {
    const { code } = cause.extensions;
    if (typeof code === 'string' && invalidCodes.has(code)) return { kind: 'invalid', code };
    if (isMissingArgument(cause)) return { kind: 'invalid', code: 'BAD_USER_INPUT' };
    if (cause.originalError === undefined) break;
    cause = cause.originalError;
  }
  const refusal = cause instanceof Refusal ? cause : uploadRefusal(cause);
  return refusal === undefined ? { kind: 'fault', cause } : { kind: 'refused', refusal };
}

/** The answer to one error: refusals with code and details, wrong requests without the values sent, faults masked. */
export function toAnswer(error: unknown, standard: GraphQLFormattedError, traceId: string): GraphQLFormattedError {
  const verdict = judge(error);
  const path = standard.path === undefined ? {} : { path: standard.path };
  switch (verdict.kind) {
    case 'refused': {
      const { code, message, details } = verdict.refusal;
      return { message, ...path, extensions: { code, ...(Object.keys(details).length > 0 ? { details } : {}) } };
    }
    case 'invalid': {
      const locations = standard.locations === undefined ? {} : { locations: standard.locations };
      return { message: withoutValues(standard.message), ...locations, ...path, extensions: { code: verdict.code } };
    }
    case 'fault':
      return { ...maskedFault(traceId), ...path };
  }
}

/** All that a caller learns of a fault: that it is ours, and the id under which the log tells more. */
export function maskedFault(traceId: string): GraphQLFormattedError {
  return { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL', traceId } };
}

/** The one mistake of a caller that graphql-js notices only while executing, and gives no code. */
function isMissingArgument(error: GraphQLError): boolean {
  return /^Argument "\w+" of required type "[^"]+" was (not provided|provided the variable)/.test(error.message);
}
