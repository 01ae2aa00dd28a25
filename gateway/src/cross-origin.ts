import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** What a page may read of an answer beside its body. */
const exposedHeaders = [
  ...['ratelimit', 'ratelimit-policy', 'operation-cost', 'retry-after'],
  ...['deprecated-fields', 'sunset', 'www-authenticate', 'content-disposition', 'etag'],
];
/** How long a browser need not ask again; the longest that all of them keep to. */
const preflightSeconds = 7_200;

export const anyOrigin = '*';

/**
 * Lets pages of other origins ask, over every route: those that are listed, credentials included, or anybody's without credentials (`*`,
 * for development). Pages of any other origin are told nothing at all. WebSockets know no such thing: they carry a token, never a cookie.
 */
export async function addCrossOrigin(server: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  const isOpen = origins.includes(anyOrigin);
  const listed: ReadonlySet<string> = new Set(origins);
  await server.register(cors, {
    ...{ exposedHeaders, maxAge: preflightSeconds, credentials: !isOpen, methods: ['GET', 'HEAD', 'POST'] },
    // Given a list, the library would tell an unlisted origin everything but its own name.
    origin: isOpen
      ? anyOrigin
      : (origin, answer) => {
          answer(null, origin !== undefined && listed.has(origin) ? origin : false);
        },
  });
}
