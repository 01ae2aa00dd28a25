import { setImmediate as othersFirst } from 'node:timers/promises';
import { openDocument, type PrintedDocument } from '@motcua/printed-documents';
import type { Context } from '../context.js';
import { slipContentOf, type SlipContent } from '../domain/slip-content.js';
import { letterhead, slipTexts, type SlipLanguage } from '../domain/slip-texts.js';
import { proveSubmission } from './give-slip.js';
import { decryptApplicant, submissionOf } from './personal-data.js';

export interface PrintedSlip {
  readonly bytes: Buffer;
  readonly fileName: string;
}

/**
 * The slip a signed link leads to: the link was given to the applicant, who is named on it. Null when the link is over or
 * forged, or personal data was erased meanwhile. The same link prints the same bytes.
 */
export async function printSlip(context: Context, token: string, language: SlipLanguage): Promise<PrintedSlip | null> {
  const dossierId = context.links.open('slip', token, context.clock.now());
  const stored = dossierId === null ? null : await context.dossiers.find(dossierId);
  if (stored === null) return null;
  const proof = await proveSubmission(context, stored);
  const applicant = await decryptApplicant(context, stored);
  if (proof === null || applicant === null) return null;
  const submission = submissionOf(stored);
  const { procedureCode, procedureVersion, officeId } = submission.filing;
  const content = slipContentOf({
    ...{ submission, language, applicantName: applicant.name },
    definition: await context.catalogue.getVersion(procedureCode, procedureVersion),
    office: await context.catalogue.findOffice(officeId),
  });
  return { bytes: await drawSlip(content, proof.qrText), fileName: `xac-nhan-nop-ho-so-${content.code}.pdf` };
}

/** Drawing takes tens of milliseconds: whoever else is served is let in between its parts. */
async function drawSlip(content: SlipContent, qrText: string): Promise<Buffer> {
  const { language, code, issuedAt } = content;
  const texts = slipTexts[language];
  const title = `${texts.title} ${code}`;
  const page = openDocument({ title, language, size: 'A4', createdAt: issuedAt, footer: title });
  drawHead(page, content);
  await othersFirst();
  page.table([{ title: texts.about[0] }, { title: texts.about[1], share: 3 }], content.about);
  if (content.papers.length > 0) {
    page.table(
      [
        { title: texts.papers[0], share: 6 },
        { title: texts.papers[1], align: 'right' },
      ],
      content.papers,
    );
  }
  await othersFirst();
  const [name, quantity, total] = texts.fees;
  page.table(
    [
      { title: name, share: 4 },
      { title: quantity, align: 'right' },
      { title: total, align: 'right', share: 1.5 },
    ],
    content.fees,
  );
  await othersFirst();
  page.heading(texts.nextSteps, 2);
  page.list(content.nextSteps, { numbered: true });
  await othersFirst();
  page.qrCode(qrText, { alt: texts.qrAlt, sideMm: 48, beside: texts.qr });
  await othersFirst();
  return page.finish();
}

function drawHead(page: PrintedDocument, { office, language }: SlipContent): void {
  const texts = slipTexts[language];
  const [name = '', ...reach] = office;
  const centred = { align: 'center', weight: 'bold' } as const;
  page.columns([
    {
      lines: [{ text: name, ...centred }, ...reach.map((text) => ({ text, align: 'center', size: 'small' }) as const)],
    },
    {
      lines: [
        { text: letterhead.country, ...centred },
        { text: letterhead.motto, ...centred, stroke: true },
      ],
    },
  ]);
  page.space(10);
  page.heading(texts.title.toUpperCase(), 1, 'center');
  page.paragraph(texts.notTheReceipt, { weight: 'italic', size: 'small', align: 'center' });
  page.space(4);
}
