import type { LinkedPaper } from '@motcua/service-kit';
import type { Context } from '../context.js';
import type { PaperLanguage } from '../domain/office-paper.js';
import { submissionSlip } from '../domain/submission-slip.js';
import { drawPaper } from './draw-paper.js';
import { proveSubmission } from './give-slip.js';
import { asSubmitted, decryptApplicant, submissionOf } from './personal-data.js';

/**
 * The slip a signed link leads to: the link was given to the applicant, who is named on it. Null when the link is over or
 * forged, or personal data was erased meanwhile. The same link prints the same bytes.
 */
export async function printSlip(context: Context, token: string, language: PaperLanguage): Promise<LinkedPaper | null> {
  const dossierId = context.links.open('slip', token, context.clock.now());
  const stored = dossierId === null ? null : await context.dossiers.find(dossierId);
  if (stored === null) return null;
  const proof = await proveSubmission(context, stored);
  const submission = submissionOf(stored);
  // As it was filed, whatever a supplement changed since.
  const applicant = await decryptApplicant(context, asSubmitted(stored));
  if (proof === null || applicant === null) return null;
  const { procedureCode, procedureVersion, officeId } = submission.filing;
  const paper = submissionSlip({
    ...{ submission, language, applicantName: applicant.name },
    definition: await context.catalogue.getVersion(procedureCode, procedureVersion),
    office: await context.catalogue.findOffice(officeId),
  });
  const bytes = await drawPaper(paper, { text: proof.qrText, readable: false });
  return { bytes, fileName: `xac-nhan-nop-ho-so-${paper.number}.pdf` };
}
