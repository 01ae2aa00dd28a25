import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { EdgeRefusal } from './edge-refusal.js';
import type { GatewayContext } from './gateway-context.js';
import { multipartBody, type UploadPlace } from './multipart-body.js';
import type { SubgraphAnswer, SubgraphConnection } from './subgraph-connection.js';
import { uploadProblem } from './upload-intake.js';

/** Hands files on to the subgraph while they arrive; they can be sent once. */
export async function forwardFiles(
  sent: {
    readonly body: string;
    readonly uploads: readonly UploadPlace[];
    readonly headers: Readonly<Record<string, string>>;
  },
  context: GatewayContext,
  {
    connection,
    deadlines,
  }: { readonly connection: SubgraphConnection; readonly deadlines: { readonly uploadMs: number } },
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
      patience: context.patience,
      deadlineMs: deadlines.uploadMs,
    });
  } catch (error) {
    // The reason a body broke off is the sender's, whatever the connection made of it.
    throw body.errored === null ? error : (uploadProblem(body.errored) ?? error);
  }
}
