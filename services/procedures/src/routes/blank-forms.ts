import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Language } from '@motcua/procedure-definition';
import type { Context } from '../context.js';
import { findBlankForm } from '../use-cases/find-blank-form.js';
import { printBlankForm } from '../use-cases/print-blank-form.js';
import type { PublishedVersion } from '../domain/published-version.js';

interface Printed {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** Some 60 kB each: eight procedures in two languages, and as many versions again. */
const mostKept = 32;

/** `GET /forms/<code>/<version>.pdf?language=vi|en`: open to anybody, printed when first asked for. */
export function addBlankForms(server: FastifyInstance, context: Context): void {
  const print = createFormPress();
  server.get<{ Params: { code: string; file: string }; Querystring: { language?: unknown } }>(
    '/forms/:code/:file',
    async ({ params, query, headers }, reply) => {
      const language = query.language ?? 'vi';
      const number = /^([1-9]\d{0,5})\.pdf$/.exec(params.file)?.[1];
      const version = number === undefined ? null : await findBlankForm(context, params.code, Number(number));
      if (version === null || (language !== 'vi' && language !== 'en')) return answerNotFound(reply);
      const { bytes, etag } = await print(version, language);
      reply.headers({ etag, 'cache-control': 'public, max-age=86400, immutable', ...guarded });
      if (headers['if-none-match'] === etag) return reply.code(304).send();
      const disposition = `attachment; filename="${version.definition.procedure.slug}-${version.code}-${language}.pdf"`;
      return reply.type('application/pdf').header('content-disposition', disposition).send(bytes);
    },
  );
}

/** Saved, not shown: nothing in it may run or be guessed to be something else. */
const guarded = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
} as const;

function answerNotFound(reply: FastifyReply): FastifyReply {
  const error = { message: 'There is no such form.', extensions: { code: 'FORM_NOT_FOUND' } };
  return reply.code(404).send({ errors: [error] });
}

/** Each form is printed once, however many ask at the same time; the one asked for longest ago makes room. */
function createFormPress(): (version: PublishedVersion, language: Language) => Promise<Printed> {
  const kept = new Map<string, Promise<Printed>>();
  return (version, language) => {
    const key = `${version.id} ${language}`;
    const printed = kept.get(key) ?? printBlankForm(version, language).then(withTag);
    kept.delete(key);
    kept.set(key, printed);
    // One that could not be printed is not kept: the next one asks again.
    printed.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return printed;
  };
}

function withTag(bytes: Buffer): Printed {
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
}
