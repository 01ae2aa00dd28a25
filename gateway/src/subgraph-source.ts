import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { GraphQLDataSource } from '@apollo/gateway';
import { type IdentityMinter, identityHeader, type Log } from '@motcua/service-kit';
import { CallerGone } from './caller-signal.js';
import { noteMissing } from './degradation/degraded.js';
import { DeadlinePassed, type SubgraphAnswer, type SubgraphConnection } from './subgraph-connection.js';
import { EdgeRefusal } from './edge-refusal.js';
import { type EdgeCode, edgeText } from './edge-texts.js';
import { failedFields, type FieldPath } from './failed-fields.js';
import type { GatewayContext } from './gateway-context.js';
import type { SubgraphSeconds } from './gateway-metrics.js';
import { multipartBody, takeUploads, type UploadPlace } from './multipart-body.js';
import { type GraphAnswer, readAnswer, type SubgraphError } from './subgraph-answer.js';
import { uploadProblem } from './upload-intake.js';

export interface Deadlines {
  /** Of one operation as a whole. */
  readonly operationMs: number;
  /** Of one question to one subgraph. */
  readonly fetchMs: number;
  /** Of an operation with files, which takes as long as the sender's line. */
  readonly uploadMs: number;
}

export const deadlines: Deadlines = { operationMs: 10_000, fetchMs: 5_000, uploadMs: 120_000 };

export interface SubgraphSourceOptions {
  readonly name: string;
  readonly connection: SubgraphConnection;
  readonly minter: IdentityMinter;
  readonly deadlines: Deadlines;
  readonly seconds: SubgraphSeconds;
  readonly log: Log;
}

/** What a subgraph is asked, written down; files go beside it. */
interface Question {
  readonly body: string;
  readonly uploads: readonly UploadPlace[];
  /** Fields that stay empty when nobody answers. */
  readonly failedPaths: () => readonly FieldPath[];
}

export interface SubgraphSource extends GraphQLDataSource<GatewayContext> {
  /** Asks with a body that is written already. Of a question that failed, the errors have the paths of `failedPaths`. */
  ask(
    question: Omit<Question, 'uploads'>,
    context: GatewayContext,
  ): Promise<GraphAnswer & { readonly failed: boolean }>;
}

/**
 * Asks one subgraph on behalf of a viewer. A subgraph that is gone, slow or talks nonsense empties its own fields, each
 * with an error at its path; nothing the client sees names the subgraph.
 */
export function createSubgraphSource(options: SubgraphSourceOptions): SubgraphSource {
  return {
    async process(asked) {
      if (!('incomingRequestContext' in asked)) throw new Error('a subgraph is asked on behalf of a caller only');
      const { request, context } = asked;
      const { query = '', operationName, variables = {} } = request;
      const { plain, uploads } = takeUploads(variables);
      const body = JSON.stringify({ query, operationName, variables: plain });
      const failedPaths = (): readonly FieldPath[] => failedFields(query, variables['representations']);
      return withErrors(await answerTo({ body, uploads, failedPaths }, context, options));
    },
    ask: (question, context) => answerTo({ ...question, uploads: noFiles }, context, options),
  };
}

const noFiles: readonly UploadPlace[] = [];

async function answerTo(
  question: Question,
  context: GatewayContext,
  options: SubgraphSourceOptions,
): Promise<GraphAnswer & { readonly failed: boolean }> {
  const stop = options.seconds.startTimer({ subgraph: options.name });
  try {
    const answer = readAnswer(await send(question, context, options));
    stop({ outcome: answer.errors === undefined ? 'done' : 'errors' });
    return { ...answer, failed: false };
  } catch (error) {
    const failure = toFailure(error);
    const gone = error instanceof CallerGone;
    stop({ outcome: gone ? 'caller gone' : failure.code });
    const fields = { unit: options.name, code: failure.code, traceId: context.traceId, error };
    if (gone) options.log.debug('a caller has gone', fields);
    else options.log.warn('a subgraph failed', fields);
    if (!gone && failure.status === undefined) noteMissing(context, options.name);
    return { errors: errorsAt(question.failedPaths(), failure, context), failed: true };
  }
}

async function send(
  { body, uploads }: Question,
  context: GatewayContext,
  options: SubgraphSourceOptions,
): Promise<SubgraphAnswer> {
  const headers = await headersFor(context, options);
  const { connection, deadlines } = options;
  if (uploads.length > 0) return forward({ body, uploads, headers }, context, options);
  return connection.post({
    headers: { ...headers, 'content-type': 'application/json' },
    body,
    signal: context.signal,
    deadlineMs: deadlines.fetchMs,
  });
}

async function forward(
  sent: {
    readonly body: string;
    readonly uploads: readonly UploadPlace[];
    readonly headers: Readonly<Record<string, string>>;
  },
  context: GatewayContext,
  { connection, deadlines }: SubgraphSourceOptions,
): Promise<SubgraphAnswer> {
  if (context.uploads.forwarded) throw new EdgeRefusal(400, 'ONE_UPLOAD_PER_OPERATION');
  context.uploads.forwarded = true;
  const boundary = `motcua-${randomBytes(16).toString('hex')}`;
  const body = Readable.from(multipartBody(boundary, sent.body, sent.uploads), { objectMode: false });
  try {
    return await connection.post({
      headers: {
        ...sent.headers,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'apollo-require-preflight': 'true',
      },
      body,
      signal: context.signal,
      deadlineMs: deadlines.uploadMs,
    });
  } catch (error) {
    // The reason a body broke off is the sender's, whatever the connection made of it.
    throw body.errored === null ? error : (uploadProblem(body.errored) ?? error);
  }
}

async function headersFor(
  context: GatewayContext,
  { name, minter }: SubgraphSourceOptions,
): Promise<Readonly<Record<string, string>>> {
  return {
    accept: 'application/json',
    [identityHeader]: await minter.mint({ viewer: context.viewer, address: context.callerAddress }, name),
    traceparent: context.traceparent,
    'accept-language': context.language,
    'x-request-id': context.requestId,
  };
}

interface Failure {
  readonly code: EdgeCode;
  readonly status?: number;
}

function toFailure(error: unknown): Failure {
  if (error instanceof EdgeRefusal) return { code: error.code, status: error.status };
  return { code: error instanceof DeadlinePassed ? 'SERVICE_TIMEOUT' : 'SERVICE_UNAVAILABLE' };
}

/** The interfaces of the gateway want mutable members and an `http` that a data source of ours does not have. */
type SourceAnswer = Awaited<ReturnType<GraphQLDataSource['process']>>;

function withErrors({ data, errors }: GraphAnswer): SourceAnswer {
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors.map((error) => ({ ...error })) }),
  };
}

function errorsAt(
  paths: readonly FieldPath[],
  { code, status }: Failure,
  context: GatewayContext,
): readonly SubgraphError[] {
  const extensions = {
    code,
    traceId: context.traceId,
    ...(status === undefined ? {} : { http: { status } }), // Apollo Server takes the status of the answer from here
  };
  return paths.map((path) => ({ message: edgeText(code, context.language), path, extensions }));
}
