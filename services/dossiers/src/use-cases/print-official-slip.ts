import type { LinkedPaper } from '@motcua/service-kit';
import type { Context } from '../context.js';
import type { PaperLanguage } from '../domain/office-paper.js';
import { composeOfficialSlip } from './compose-official-slip.js';
import { drawPaper } from './draw-paper.js';

/**
 * The official slip a signed link leads to: it was given to somebody who may see it. Null when the link is over or forged, or
 * personal data was erased meanwhile. The same link prints the same bytes; a control sheet grows with the work.
 */
export async function printOfficialSlip(
  context: Context,
  token: string,
  language: PaperLanguage,
): Promise<LinkedPaper | null> {
  const [dossierId = '', number = ''] =
    context.links.open('official-slip', token, context.clock.now())?.split(' ') ?? [];
  const stored = dossierId === '' ? null : await context.dossiers.find(dossierId);
  const composed = stored === null ? null : await composeOfficialSlip(context, stored, number, language);
  if (composed === null) return null;
  const bytes = await drawPaper(composed.paper, { text: composed.qrText, readable: true });
  return { bytes: context.documents.seal(bytes), fileName: `phieu-${number.replace('/', '-')}.pdf` };
}
