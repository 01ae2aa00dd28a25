import type { Readable } from 'node:stream';
import Upload from 'graphql-upload/Upload.mjs';

/** One file and every place in the variables where it is expected. */
export interface UploadPlace {
  readonly upload: Upload;
  readonly paths: readonly string[];
}

/** The files among variables: the same variables with null in their places, and where each belongs. */
export function takeUploads(variables: Readonly<Record<string, unknown>>): {
  readonly plain: Readonly<Record<string, unknown>>;
  readonly uploads: readonly UploadPlace[];
} {
  const places = new Map<Upload, string[]>();
  const take = (value: unknown, path: string): unknown => {
    if (value instanceof Upload) {
      places.set(value, [...(places.get(value) ?? []), path]);
      return null;
    }
    if (Array.isArray(value)) return value.map((item: unknown, index) => take(item, `${path}.${index}`));
    if (typeof value !== 'object' || value === null) return value;
    return membersOf(value, path);
  };
  const membersOf = (value: object, path: string): Record<string, unknown> => {
    const taken = Object.entries(value).map(([name, member]) => [name, take(member, `${path}.${name}`)] as const);
    return Object.fromEntries(taken); // defines members, so that a name like __proto__ stays a plain member
  };
  const plain = membersOf(variables, 'variables');
  return { plain, uploads: [...places].map(([upload, paths]) => ({ upload, paths })) };
}

/**
 * A GraphQL multipart request (https://github.com/jaydenseric/graphql-multipart-request-spec), written as it is read:
 * `operations`, `map`, then the bytes of each file. Nothing is held back, so a slow reader slows the writer.
 */
export async function* multipartBody(
  boundary: string,
  operations: string,
  uploads: readonly UploadPlace[],
): AsyncGenerator<Buffer> {
  const map = Object.fromEntries(uploads.map(({ paths }, index) => [String(index), paths]));
  yield part(boundary, 'name="operations"', 'application/json', operations);
  yield part(boundary, 'name="map"', 'application/json', JSON.stringify(map));
  for (const [index, { upload }] of uploads.entries()) {
    const file = await upload.promise;
    const disposition = `name="${index}"; filename="${escapeName(file.filename)}"`;
    yield Buffer.from(`--${boundary}\r\n${headersOf(disposition, typeOf(file.mimetype))}`);
    yield* bytesOf(file.createReadStream());
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(`--${boundary}--\r\n`);
}

async function* bytesOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new Error('a file is read as bytes');
    yield chunk;
  }
}

function part(boundary: string, disposition: string, type: string, content: string): Buffer {
  return Buffer.from(`--${boundary}\r\n${headersOf(disposition, type)}${content}\r\n`);
}

function headersOf(disposition: string, type: string): string {
  return `Content-Disposition: form-data; ${disposition}\r\nContent-Type: ${type}\r\n\r\n`;
}

/** As browsers do (HTML, "multipart/form-data encoding algorithm"), so that a name cannot begin a header of its own. */
function escapeName(name: string): string {
  return name.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

/** What the sender claims; the subgraph looks at the bytes. */
function typeOf(claimed: string): string {
  return /^[\w.+-]+\/[\w.+-]+$/.test(claimed) ? claimed : 'application/octet-stream';
}
