import type { FastifyInstance } from 'fastify';
import type { Env } from '../env.js';
import { publicDocumentKeys } from '../providers/document-signer.js';

/** Public halves of the keys that sign printed documents, those on their way out too: a JSON Web Key Set. */
export function addDocumentKeys(server: FastifyInstance, keys: Env['DOCUMENT_SIGNING_KEYS']): void {
  const open = publicDocumentKeys(keys);
  server.get('/document-keys.json', (_, reply) => reply.header('cache-control', 'public, max-age=300').send(open));
}
