import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.js';
import type { PaperLanguage } from '../domain/office-paper.js';
import { printOfficialSlip } from '../use-cases/print-official-slip.js';
import { printRegister } from '../use-cases/print-register.js';
import { printSlip, type PrintedPaper } from '../use-cases/print-slip.js';

type Print = (context: Context, token: string, language: PaperLanguage) => Promise<PrintedPaper | null>;

const papers: Readonly<Record<string, Print>> = {
  '/slips/*': printSlip,
  '/slips/official/*': printOfficialSlip,
  '/slips/register/*': printRegister,
};

/** `GET /slips/<signed link>?language=vi|en` and two more: the link is the proof, and good for five minutes. */
export function addSlips(server: FastifyInstance, context: Context): void {
  for (const [path, print] of Object.entries(papers)) {
    server.get<{ Params: { '*': string }; Querystring: { language?: unknown } }>(
      path,
      async ({ params, query }, reply) => {
        const paper = await print(context, params['*'], query.language === 'en' ? 'en' : 'vi');
        // People are named on it: nobody on the way keeps a copy.
        reply.headers({ 'cache-control': 'private, no-store', ...guarded });
        if (paper === null) {
          const error = { message: 'The link is over or not one of ours.', extensions: { code: 'LINK_NOT_VALID' } };
          return reply.code(404).send({ errors: [error] });
        }
        const disposition = `attachment; filename="${paper.fileName}"`;
        return reply.type('application/pdf').header('content-disposition', disposition).send(paper.bytes);
      },
    );
  }
}

/** Saved, not shown: nothing in it may run or be guessed to be something else, and no other page learns the link. */
const guarded = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'referrer-policy': 'no-referrer',
} as const;
