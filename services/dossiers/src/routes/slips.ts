import { serveLinkedPapers } from '@motcua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.js';
import { printOfficialSlip } from '../use-cases/print-official-slip.js';
import { printRegister } from '../use-cases/print-register.js';
import { printSlip } from '../use-cases/print-slip.js';

/** `GET /slips/<signed link>?language=vi|en` and two more: good for five minutes. */
export function addSlips(server: FastifyInstance, context: Context): void {
  serveLinkedPapers(server, '/slips/*', (token, language) => printSlip(context, token, language));
  serveLinkedPapers(server, '/slips/official/*', (token, language) => printOfficialSlip(context, token, language));
  serveLinkedPapers(server, '/slips/register/*', (token, language) => printRegister(context, token, language));
}
