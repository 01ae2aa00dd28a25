import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { kitCounters } from '../kit-counters.js';
import type { Log } from '../log.js';
import { uploadRefusal } from '../upload-refusal.js';
import { maskedFault } from './error-answers.js';

/** A body that was not read is drained up to this size; beyond it the connection is closed instead. */
const drainedBytes = 1_000_000;

/** Answers without executing, in the shape of a GraphQL error so that callers read one kind of answer. */
export async function refuseRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): Promise<void> {
  const declaredBytes = Number(request.headers['content-length'] ?? (hasBody(request) ? Infinity : 0));
  if (!(declaredBytes <= drainedBytes)) reply.header('connection', 'close');
  await reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

/** What goes wrong before GraphQL: coded JSON for a caller's mistake, a masked fault for ours. */
export function answerErrors(server: FastifyInstance, log: Log): void {
  server.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const mistake = mistakeOf(error);
    if (mistake !== undefined) {
      await refuseRequest(request, reply, ...mistake);
      return;
    }
    const traceId = randomUUID();
    kitCounters.faults.inc({ where: 'http' });
    log.error('fault while answering', { error, traceId, route: request.routeOptions.url });
    await reply.code(500).send({ errors: [maskedFault(traceId)] });
  });
  server.setNotFoundHandler(async (request, reply) => {
    await refuseRequest(request, reply, 404, 'NOT_FOUND', 'There is nothing here.');
  });
}

function mistakeOf(error: FastifyError): [status: number, code: string, message: string] | undefined {
  const refusal = uploadRefusal(error);
  if (refusal !== undefined) return [error.statusCode ?? 400, refusal.code, refusal.message];
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) return undefined;
  if (status === 413) return [status, 'BODY_TOO_LARGE', 'The body is larger than allowed.'];
  if (status === 415) return [status, 'UNSUPPORTED_CONTENT_TYPE', 'Send application/json.'];
  // Never the parser's own message: it quotes the body.
  return [status, 'BAD_REQUEST', 'The request cannot be read.'];
}

function hasBody(request: FastifyRequest): boolean {
  return request.headers['transfer-encoding'] !== undefined;
}
