import { Refusal } from './pure.js';

/**
 * graphql-upload speaks of a file too big, too many files or a caller who went away by errors with an HTTP status, at once
 * or later from a file's stream. The refusal they mean; undefined for anything else.
 */
export function uploadRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = unreadable.get(error.message);
  if (code !== undefined) return new Refusal(code, 'The multipart body cannot be read to its end.');
  if (!('expose' in error) || !('status' in error)) return undefined;
  switch (error.status) {
    case 413:
      return tooMuch(error.message);
    case 499:
      return new Refusal('UPLOAD_INTERRUPTED', 'The upload ended before it was complete.');
    case 400:
      return error.message.startsWith('File missing')
        ? new Refusal('FILE_MISSING', 'A file that the request names is not in it.')
        : new Refusal('BAD_MULTIPART', 'The body is not a GraphQL multipart request.');
    default:
      return undefined;
  }
}

/** What the multipart parser below says of bytes it cannot read, in words alone. */
const unreadable: ReadonlyMap<string, string> = new Map([
  ['Malformed part header', 'BAD_MULTIPART'],
  ['Unexpected end of form', 'UPLOAD_INTERRUPTED'],
  ['Unexpected end of file', 'UPLOAD_INTERRUPTED'],
]);

function tooMuch(message: string): Refusal {
  if (message.includes('max file uploads')) {
    return new Refusal('TOO_MANY_FILES', 'There are more files than one request may carry.');
  }
  return message.includes('multipart field')
    ? new Refusal('BODY_TOO_LARGE', 'The body is larger than allowed.')
    : new Refusal('FILE_TOO_LARGE', 'The file is larger than allowed.');
}
