import type { GraphQLDataSource } from '@apollo/gateway';
import { type IdentityMinter, identityHeader, type Log } from '@motcua/service-kit';
import { failedAnswer } from './degradation/failed-answer.js';
import type { Resilience } from './degradation/resilience.js';
import type { SubgraphAnswer, SubgraphConnection } from './subgraph-connection.js';
import { forwardFiles } from './forward-files.js';
import { failedFields, type FieldPath } from './failed-fields.js';
import type { GatewayContext } from './gateway-context.js';
import type { SubgraphSeconds } from './gateway-metrics.js';
import { takeUploads, type UploadPlace } from './multipart-body.js';
import { type GraphAnswer, NotAnAnswer, readAnswer } from './subgraph-answer.js';

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
  /** Absent: it is always asked, and once. */
  readonly resilience?: Resilience;
}

/** What a subgraph is asked, written down; files go beside it. */
interface Question {
  readonly body: string;
  readonly uploads: readonly UploadPlace[];
  /** Fields that stay empty when nobody answers. */
  readonly failedPaths: () => readonly FieldPath[];
  /** Whether what came is about what was asked; absent: it is not looked at. */
  readonly fits?: (data: GraphAnswer['data']) => boolean;
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
export function createSubgraphSource(given: SubgraphSourceOptions): SubgraphSource {
  const options = { ...given, done: given.seconds.labels({ subgraph: given.name, outcome: 'done' }) };
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

const noFiles: Question['uploads'] = [];

async function answerTo(
  question: Question,
  context: GatewayContext,
  options: Asking,
): Promise<GraphAnswer & { readonly failed: boolean }> {
  const startedAt = performance.now();
  try {
    options.resilience?.admit();
    return measured(await exchange(question, context, options, options.deadlines.fetchMs), options, startedAt);
  } catch (first) {
    try {
      return measured(await onceMore(first, question, context, options, startedAt), options, startedAt);
    } catch (error) {
      const { answer, outcome } = failedAnswer(error, question.failedPaths, context, options);
      options.seconds.observe({ subgraph: options.name, outcome }, secondsSince(startedAt));
      return answer;
    }
  }
}

/** The usual outcome's own figure is found once: looking it up costs more than counting. */
type Asking = SubgraphSourceOptions & { readonly done: { observe(seconds: number): void } };

function measured(answer: GraphAnswer, { name, seconds, done }: Asking, startedAt: number) {
  if (answer.errors === undefined) done.observe(secondsSince(startedAt));
  else seconds.observe({ subgraph: name, outcome: 'errors' }, secondsSince(startedAt));
  return { ...answer, failed: false };
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1_000;
}

/** Rejects with the error of the last try. */
async function onceMore(
  error: unknown,
  question: Question,
  context: GatewayContext,
  options: SubgraphSourceOptions,
  startedAt: number,
): Promise<GraphAnswer> {
  const { resilience, deadlines } = options;
  if (resilience === undefined || question.uploads.length > 0) throw error;
  const leftMs = deadlines.fetchMs - (performance.now() - startedAt);
  return resilience.again({ error, body: question.body, patience: context.patience, leftMs }, (remainingMs) =>
    exchange(question, context, options, remainingMs),
  );
}

async function exchange(
  question: Question,
  context: GatewayContext,
  options: SubgraphSourceOptions,
  withinMs: number,
): Promise<GraphAnswer> {
  const told = await send(question, context, options, withinMs);
  const answer = readAnswer(told);
  if (question.fits?.(answer.data) === false) throw new NotAnAnswer('is about something else', told.status);
  options.resilience?.answered(told.status);
  return answer;
}

async function send(
  { body, uploads }: Question,
  context: GatewayContext,
  options: SubgraphSourceOptions,
  withinMs: number,
): Promise<SubgraphAnswer> {
  const headers = await headersFor(context, options);
  if (uploads.length > 0) return forwardFiles({ body, uploads, headers }, context, options);
  return options.connection.post({
    headers: { ...headers, 'content-type': 'application/json' },
    body,
    patience: context.patience,
    deadlineMs: withinMs,
  });
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

/** The interfaces of the gateway want mutable members and an `http` that a data source of ours does not have. */
type SourceAnswer = Awaited<ReturnType<GraphQLDataSource['process']>>;

function withErrors({ data, errors }: GraphAnswer): SourceAnswer {
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors.map((error) => ({ ...error })) }),
  };
}
