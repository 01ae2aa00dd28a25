import { createHash } from 'node:crypto';
import type { SubgraphOptions } from '@motcua/service-kit';
import type { PublicRoute } from '../src/public-routes.js';

type Server = Parameters<NonNullable<SubgraphOptions<null>['routes']>>[0];

export const clubPublicRoutes: readonly PublicRoute[] = [
  { path: '/files/', subgraph: 'files' },
  { path: '/document-keys.json', subgraph: 'files' },
  {
    path: '/hook',
    subgraph: 'files',
    takes: { mostBytes: 100, headers: ['content-type', 'signature'] },
    refusals: [401],
  },
];

export const photo = Buffer.from('a photo of the clay court '.repeat(4_000));
export const photoTag = `"${createHash('sha256').update(photo).digest('base64url')}"`;

/** Headers of the last request that reached the club's own routes. */
export const heard: { headers: Readonly<Record<string, unknown>>; url: string; count: number; body: string } = {
  ...{ headers: {}, url: '', count: 0, body: '' },
};

/** What a club shows to whoever has the address, and one room that nobody may see. */
export function addClubRoutes(server: Server): void {
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.addHook('onRequest', (request, _reply, done) => {
    if (request.url.startsWith('/graphql')) {
      done();
      return;
    }
    Object.assign(heard, { headers: request.headers, url: request.url, count: heard.count + 1 });
    done();
  });
  server.route({
    method: ['GET', 'HEAD'],
    url: '/files/photo',
    handler: (request, reply) => {
      void reply.headers({ etag: photoTag, server: 'club/1.0', 'x-powered-by': 'clay', 'set-cookie': 'a=b' });
      if (request.headers['if-none-match'] === photoTag) return reply.code(304).send();
      void reply.headers({ 'content-type': 'image/jpeg', 'accept-ranges': 'bytes', 'content-disposition': 'inline' });
      if (request.headers.range !== 'bytes=2-6') return reply.send(photo);
      void reply.header('content-range', `bytes 2-6/${photo.length}`);
      return reply.code(206).send(photo.subarray(2, 7));
    },
  });
  server.get('/files/:token', (_request, reply) =>
    reply
      .code(410)
      .header('x-reason', 'gone')
      .send({ errors: [{ message: 'club internals' }] }),
  );
  server.get('/files/broken', () => {
    throw new Error('mongodb://10.0.0.7 lost');
  });
  server.get('/files/busy', (_request, reply) => reply.code(503).header('retry-after', '1').send('busy'));
  server.get('/files/cut', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-length': '1000' });
    reply.raw.write('half', () => reply.raw.destroy());
  });
  server.get('/document-keys.json', (_request, reply) => reply.send({ keys: [] }));
  server.post('/hook', (request, reply) => {
    heard.body = Buffer.isBuffer(request.body) ? request.body.toString() : '';
    if (request.headers['signature'] === 'forged') return reply.code(401).send({ code: 'FORGED' });
    return request.headers['signature'] === 'odd' ? reply.code(418).send('odd') : reply.code(204).send();
  });
  server.get('/secret', (_request, reply) => reply.send('the members’ addresses'));
}
