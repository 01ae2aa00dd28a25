import type { Context, StoredDossier } from '../context.js';
import { sights } from '../domain/access.js';
import { qrTextOf } from '../domain/signed-document.js';
import { decryptReceipt, submissionOf } from './personal-data.js';
import type { SeenDossier } from './see-dossier.js';

export interface SubmissionSlip {
  readonly downloadPath: string;
  readonly qrText: string;
  readonly receiptToken: string;
}

type Proving = Pick<Context, 'documents' | 'portalUrl' | 'vault' | 'dataKeys'>;
type Giving = Proving & Pick<Context, 'clock' | 'links'>;

/** For the applicant alone, because it opens the dossier; null once personal data was erased. */
export async function giveSlip(context: Giving, seen: SeenDossier, language: string): Promise<SubmissionSlip | null> {
  return sights.submissionSlip[seen.relation] === 'full' ? handOutSlip(context, seen.stored, language) : null;
}

/** To be handed to the applicant, by whoever filed for them. */
export async function handOutSlip(
  context: Giving,
  stored: StoredDossier,
  language: string,
): Promise<SubmissionSlip | null> {
  const proof = await proveSubmission(context, stored);
  if (proof === null) return null;
  const token = context.links.sign('slip', stored.id, context.clock.now());
  return { downloadPath: `/slips/${token}?language=${language}`, ...proof };
}

/** The same text each time, until the signing key changes. */
export async function proveSubmission(
  context: Proving,
  stored: StoredDossier,
): Promise<Pick<SubmissionSlip, 'qrText' | 'receiptToken'> | null> {
  const receiptToken = await decryptReceipt(context, stored);
  if (receiptToken === null) return null;
  const { code, officeId, procedureCode, submittedAt } = submissionOf(stored).filing;
  const signedText = await context.documents.sign({
    kind: 'SUBMISSION_SLIP',
    ...{ code, office: officeId, procedure: procedureCode },
    issuedAt: submittedAt.toISOString(),
    receipt: receiptToken,
  });
  return { qrText: qrTextOf(context.portalUrl, signedText), receiptToken };
}
