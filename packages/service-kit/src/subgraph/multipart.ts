import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import processRequest from 'graphql-upload/processRequest.mjs';
import Upload from 'graphql-upload/Upload.mjs';
import type { UploadLimits } from '../subgraph.js';
import { refuseRequest } from './http-answers.js';

/** The text parts of a multipart request are bounded like an ordinary body. */
const maxOperationsBytes = 100_000;

/**
 * GraphQL multipart requests: parts are read as they arrive, each file spilling to a temporary file that goes when the
 * answer is sent. Sizes that the request announces are judged before its body is read.
 */
export function acceptUploads(server: FastifyInstance, limits: UploadLimits): void {
  // The raw request is handed to the parser below; nothing is read here.
  server.addContentTypeParser('multipart/form-data', (_request, _payload, done) => {
    done(null);
  });
  const mostBytes = limits.maxFileBytes * limits.maxFiles + 2 * maxOperationsBytes;
  server.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
    if (!isMultipart(request)) return;
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) {
      await refuseRequest(request, reply, 413, 'FILE_TOO_LARGE', 'The files are larger than allowed.');
      return;
    }
    const operations = await processRequest(request.raw, reply.raw, {
      maxFieldSize: maxOperationsBytes,
      maxFileSize: limits.maxFileBytes,
      maxFiles: limits.maxFiles,
    });
    if (hasForbiddenName(operations)) {
      await refuseRequest(request, reply, 400, 'BAD_REQUEST', 'The request cannot be read.');
      return;
    }
    request.body = operations;
  });
}

function isMultipart(request: FastifyRequest): boolean {
  return (request.headers['content-type'] ?? '').toLowerCase().startsWith('multipart/form-data');
}

/** The JSON parser of ordinary bodies refuses these names; the multipart parser does not. */
function hasForbiddenName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Upload) return false;
  return Object.entries(value).some(
    ([name, member]) => name === '__proto__' || name === 'constructor' || hasForbiddenName(member),
  );
}
