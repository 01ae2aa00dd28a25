import { z } from 'zod';
import type { SubgraphAnswer } from './subgraph-connection.js';

export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface GraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly SubgraphError[];
}

/** What came back is not GraphQL, or says that the subgraph does not know us. */
export class NotAnAnswer extends Error {
  constructor(
    what: string,
    readonly status: number,
  ) {
    super(`the answer (HTTP ${status}) ${what}`);
    this.name = 'NotAnAnswer';
  }
}

const Answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).nullish(),
        extensions: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .nullish(),
});
const longestMessage = 500;

/**
 * Reads a subgraph's HTTP answer, whatever its status: a GraphQL error under 400 or 413 is still a GraphQL error. Keeps of
 * each error what a client may know: message, path, code, details, trace.
 */
export function readAnswer({ status, body }: SubgraphAnswer): GraphAnswer {
  const told = parseJson(body, status);
  if (isDataAlone(told)) return { data: told.data };
  const parsed = Answer.safeParse(told);
  if (!parsed.success) throw new NotAnAnswer('is not GraphQL', status);
  const { data, errors } = parsed.data;
  if (!isTold(data) && (errors ?? []).length === 0) throw new NotAnAnswer('is empty', status);
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined || errors === null || errors.length === 0
      ? {}
      : { errors: errors.map((error) => toSubgraphError(error, status)) }),
  };
}

/** Nearly every answer. */
function isDataAlone(told: unknown): told is { readonly data: Record<string, unknown> } {
  if (typeof told !== 'object' || told === null || 'errors' in told || !('data' in told)) return false;
  return typeof told.data === 'object' && told.data !== null && !Array.isArray(told.data);
}

function isTold(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function parseJson(body: string, status: number): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The parser's message quotes the body, and the body may hold somebody's answers.
    throw new NotAnAnswer('is not JSON', status);
  }
}

interface ToldError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | null | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

function toSubgraphError({ message, path, extensions }: ToldError, status: number): SubgraphError {
  const { code, details, traceId } = extensions ?? {};
  return {
    message: message.slice(0, longestMessage),
    ...(path === undefined || path === null ? {} : { path }),
    extensions: {
      code: toClientCode(code, status),
      ...(details === undefined ? {} : { details }),
      ...(typeof traceId === 'string' ? { traceId } : {}),
    },
  };
}

/** Codes of the platform pass; what a subgraph says about our query to it becomes what it means for the client. */
function toClientCode(code: unknown, status: number): string {
  if (code === 'UNAUTHENTICATED_CALLER') throw new NotAnAnswer('does not accept our identity', status);
  // Values of our own scalars are checked in the subgraph, literals as well as variables.
  if (code === 'BAD_USER_INPUT' || code === 'GRAPHQL_VALIDATION_FAILED') return 'BAD_USER_INPUT';
  if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_]{1,60}$/.test(code)) return 'INTERNAL';
  return code === 'INTERNAL_SERVER_ERROR' || code.startsWith('GRAPHQL_') ? 'INTERNAL' : code;
}
