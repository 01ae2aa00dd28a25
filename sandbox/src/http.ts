import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { contentSecurityPolicy, html, page } from './html.js';
import type { Log } from './log.js';
import { Refused } from './refused.js';

const bodyLimitBytes = 64 * 1024;

/** The one HTTP server; every refusal leaves it as a status with `{"code", "message"}`, or as a page where one was asked for. */
export function createHttp(log: Log): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: bodyLimitBytes, forceCloseConnections: true });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, formFields(String(body)));
  });
  app.setErrorHandler((error, request, reply) => {
    const refused = toRefused(error);
    if (refused.status >= 500) log.error('request failed', { route: request.routeOptions.url }, error);
    return sendRefusal(reply, refused, request.headers.accept);
  });
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(reply, new Refused(404, 'NOT_FOUND', 'there is nothing at this address'), request.headers.accept),
  );
  return app;
}

/** Its address, once it has one; a server on all addresses is spoken to on the loopback one. */
export function whenListening(app: FastifyInstance): Promise<string> {
  return new Promise((resolve) => {
    app.server.once('listening', () => {
      const { address, port, family } = app.server.address() as AddressInfo; // a TCP server's address is never a pipe
      const reachable = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
      resolve(`http://${family === 'IPv6' && reachable === address ? `[${address}]` : reachable}:${port}`);
    });
  });
}

export function sendPage(reply: FastifyReply, markup: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy)
    .header('cache-control', 'no-store')
    .send(markup);
}

/** A field sent twice becomes a list, which no reader of a text takes. */
function formFields(body: string): Readonly<Record<string, string | readonly string[]>> {
  const form = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

function sendRefusal(reply: FastifyReply, { status, code, message }: Refused, accept = ''): FastifyReply {
  if (!accept.includes('text/html')) return reply.code(status).send({ code, message });
  const body = html`<main class="narrow">
    <h1>Không thực hiện được</h1>
    <p><code>${code}</code> ${message}</p>
  </main>`;
  return sendPage(reply.code(status), page('Không thực hiện được', body));
}

const codes: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'MALFORMED_JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'MALFORMED_JSON',
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE_NOT_ACCEPTED',
};

function toRefused(error: unknown): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof Error && 'statusCode' in error && 'code' in error) {
    const { statusCode, code, message } = error;
    if (typeof statusCode === 'number' && statusCode < 500) {
      return new Refused(statusCode, codes[String(code)] ?? 'BAD_REQUEST', message);
    }
  }
  return new Refused(500, 'INTERNAL', 'the sandbox failed; its log says why');
}
