import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Refusal, uploadRefusal } from '@motcua/service-kit';
import { fileEmpty, fileTooLarge, maxFileBytes, requireSignature, signatureBytes } from '../domain/paper-file.js';

/** A file on its way in, judged as it passes: nothing of it is held but its first bytes. */
export interface MeasuredFile {
  readonly content: Readable;
  /** Once all of it passed. */
  sizeBytes(): number;
  sha256(): string;
}

/** `content` ends with a Refusal as soon as the file is too large, empty, cut off or not what it says it is. */
export function measureFile(source: Readable, declaredType: string): MeasuredFile {
  const digest = createHash('sha256');
  let size = 0;
  let sha256 = '';
  async function* judged(): AsyncGenerator<Buffer> {
    let head = Buffer.alloc(0);
    for await (const bytes of readAll(source)) {
      size += bytes.length;
      if (size > maxFileBytes) throw fileTooLarge();
      digest.update(bytes);
      if (head.length < signatureBytes) {
        head = Buffer.concat([head, bytes]).subarray(0, signatureBytes);
        if (head.length === signatureBytes) requireSignature(head, declaredType);
      }
      yield bytes;
    }
    if (size === 0) throw fileEmpty();
    if (head.length < signatureBytes) requireSignature(head, declaredType);
    sha256 = digest.digest('hex');
  }
  return { content: Readable.from(judged(), { objectMode: false }), sizeBytes: () => size, sha256: () => sha256 };
}

async function* readAll(source: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) yield bytesOf(chunk);
  } catch (error) {
    // What breaks while reading is the upload: too large for the parser, or the caller is gone.
    throw uploadRefusal(error) ?? new Refusal('UPLOAD_INTERRUPTED', 'The upload ended before it was complete.');
  }
}

/** A byte stream gives buffers, which its type does not say; none of them is copied. */
function bytesOf(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  throw new TypeError('an upload is no stream of bytes');
}
