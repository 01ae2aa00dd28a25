import { type Readable, Transform } from 'node:stream';
import type { Viewer } from '@motcua/service-kit';
import type { FastifyRequest } from 'fastify';
import { EdgeRefusal } from './edge-refusal.js';

/**
 * Of a request without files, in bytes. Whoever tends the catalogue sends a procedure, and option sets with it, in one
 * variable: the largest procedure here is 66 KB and the sets are 33 KB.
 */
export const bodyLimits = { everybody: 100 * 1024, catalogueAdmin: 512 * 1024 } as const;

export function mostBytesOf(viewer: Viewer): number {
  return viewer.kind === 'catalogue-admin' ? bodyLimits.catalogueAdmin : bodyLimits.everybody;
}

/** The body as it arrives; BODY_TOO_LARGE as soon as it says that it will be longer, or is. */
export function limitBody({ headers }: FastifyRequest, payload: Readable, mostBytes: number): Promise<Readable> {
  const announced = headers['content-length'];
  if (announced !== undefined) {
    return Number(announced) > mostBytes ? Promise.reject(tooLarge()) : Promise.resolve(payload);
  }
  let bytes = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) done(tooLarge());
      else done(null, chunk);
    },
  });
  // Not a pipeline: that would take the connection down with the body, and nobody would hear why.
  payload.once('error', (error) => limited.destroy(error));
  return Promise.resolve(payload.pipe(limited));
}

function tooLarge(): EdgeRefusal {
  return new EdgeRefusal(413, 'BODY_TOO_LARGE');
}
