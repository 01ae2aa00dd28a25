import type { IncomingMessage, ServerResponse } from 'node:http';
import { uploadRefusal } from '@motcua/service-kit';
import processRequest from 'graphql-upload/processRequest.mjs';
import Upload from 'graphql-upload/Upload.mjs';
import { EdgeRefusal } from './edge-refusal.js';
import { isEdgeCode } from './edge-texts.js';

/** Of one request. Each service that takes files has tighter limits of its own. */
export interface UploadLimits {
  readonly maxFileBytes: number;
  readonly maxFiles: number;
  /** Of `operations` and of `map`. */
  readonly maxFieldBytes: number;
}

export const uploadLimits: UploadLimits = { maxFileBytes: 50 * 1024 * 1024, maxFiles: 5, maxFieldBytes: 100 * 1024 };

export function isMultipart(contentType: string | undefined): boolean {
  return /^\s*multipart\//i.test(contentType ?? '');
}

/**
 * Reads a GraphQL multipart request as far as its `map`; the files go on arriving (into temporary files that end with the
 * answer) while the operation runs. Answers the operation with an Upload wherever a file is expected.
 */
export async function takeMultipart(
  request: IncomingMessage,
  response: ServerResponse,
  limits: UploadLimits,
): Promise<unknown> {
  const operations = await processRequest(request, response, {
    maxFieldSize: limits.maxFieldBytes,
    maxFileSize: limits.maxFileBytes,
    maxFiles: limits.maxFiles,
  }).catch((error: unknown) => {
    throw uploadProblem(error) ?? new EdgeRefusal(400, 'BAD_MULTIPART', { cause: error });
  });
  if (hasForbiddenName(operations)) throw new EdgeRefusal(400, 'BAD_REQUEST');
  return operations;
}

/** What went wrong with the sender's files; null when an error is not about them. */
export function uploadProblem(error: unknown): EdgeRefusal | null {
  const code = uploadRefusal(error)?.code;
  if (!isEdgeCode(code)) return null;
  const tooMuch = code === 'TOO_MANY_FILES' || code === 'FILE_TOO_LARGE' || code === 'BODY_TOO_LARGE';
  return new EdgeRefusal(tooMuch ? 413 : 400, code, { cause: error });
}

/** The JSON parser of ordinary bodies refuses these names; the multipart parser does not. */
function hasForbiddenName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Upload) return false;
  return Object.entries(value).some(
    ([name, member]) => name === '__proto__' || name === 'constructor' || hasForbiddenName(member),
  );
}
