import { once } from 'node:events';
import { linkNotValid, savedNotShown } from '@motcua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.js';
import { downloadPaper } from '../use-cases/download-paper.js';

/** `GET /files/<signed link>`: the link is the proof, and good for five minutes. Decrypted as it is sent. */
export function addFiles(server: FastifyInstance, context: Context): void {
  server.get<{ Params: { '*': string } }>('/files/*', async ({ params }, reply) => {
    const file = await downloadPaper(context, params['*']);
    reply.headers(savedNotShown);
    if (file === null) return reply.code(404).send(linkNotValid);
    const { name, contentType, sizeBytes, content } = file;
    // Not before something came that proved true: then it is still time to say that it does not.
    await once(content, 'readable');
    // Later the head is out: whoever downloads sees less than was announced, the operator why.
    content.on('error', (error) => {
      context.log.error('a file could not be served', { error });
    });
    const head = { 'content-length': sizeBytes, 'content-disposition': saveAs(name) };
    return reply.type(contentType).headers(head).send(content);
  });
}

/** RFC 6266: the name in plain letters for old clients, then the name itself. */
function saveAs(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/giu, 'd')
    .replace(/[^\w.-]/gu, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
