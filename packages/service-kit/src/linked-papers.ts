import type { FastifyInstance } from 'fastify';

/** A PDF for whoever has the link to it. */
export interface LinkedPaper {
  readonly bytes: Buffer;
  readonly fileName: string;
}

/** Headers of what a signed link gives: saved, not shown; nothing in it may run or be guessed to be something else, nobody on the way keeps a copy, and no other page learns the link. */
export const savedNotShown = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'referrer-policy': 'no-referrer',
} as const;

/** The body of the 404 for a link that is over, forged, or of something that is gone. */
export const linkNotValid = {
  errors: [{ message: 'The link is over or not one of ours.', extensions: { code: 'LINK_NOT_VALID' } }],
} as const;

/**
 * Serves papers behind signed links: `GET <path>?language=vi|en`, where `path` ends with `*` for the token. The link is the
 * proof; where `print` has nothing for the token, the answer is 404 with `LINK_NOT_VALID`.
 */
export function serveLinkedPapers(
  server: FastifyInstance,
  path: string,
  print: (token: string, language: 'vi' | 'en') => Promise<LinkedPaper | null>,
): void {
  server.get<{ Params: { '*': string }; Querystring: { language?: unknown } }>(
    path,
    async ({ params, query }, reply) => {
      const paper = await print(params['*'], query.language === 'en' ? 'en' : 'vi');
      reply.headers(savedNotShown);
      if (paper === null) return reply.code(404).send(linkNotValid);
      const disposition = `attachment; filename="${paper.fileName}"`;
      return reply.type('application/pdf').header('content-disposition', disposition).send(paper.bytes);
    },
  );
}
