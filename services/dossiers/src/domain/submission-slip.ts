/** What stands on the slip that proves an online submission; it is not slip 01, which the desk issues when it accepts. */
import type { ProcedureDefinition } from '@motcua/procedure-definition';
import { dossier } from './dossier.js';
import type { DossierSubmitted } from './dossier-facts.js';
import { momentInWords } from './moment-in-words.js';
import { nextStepsFor } from './next-steps.js';
import { officeLines, officeName, type OfficePaper, type PaperLanguage, type PaperOffice } from './office-paper.js';
import { aboutTable, feeTable } from './paper-tables.js';
import { submissionTexts } from './submission-slip-texts.js';

export interface SubmissionAbout {
  readonly submission: DossierSubmitted;
  readonly definition: ProcedureDefinition;
  /** Null where it is not known any more. */
  readonly office: PaperOffice | null;
  readonly applicantName: string;
  readonly language: PaperLanguage;
}

/** As it was at the submission, whenever it is printed: what came later is told elsewhere. */
export function submissionSlip(about: SubmissionAbout): OfficePaper {
  const { submission, definition, office, applicantName, language } = about;
  const { filing } = submission;
  const { nameVi, nameEn } = definition.procedure;
  const texts = submissionTexts[language];
  return {
    ...{ language, size: 'A4', orientation: 'portrait' },
    ...{ title: texts.title, number: filing.code, datedAt: filing.submittedAt },
    office: officeLines(office, filing.officeId, language),
    parts: [
      { kind: 'SMALL_PRINT', text: texts.notTheReceipt },
      aboutTable(language, [
        [texts.code, filing.code],
        [texts.procedure, `${language === 'vi' ? nameVi : nameEn} (${filing.procedureCode})`],
        [texts.office, officeName(office, filing.officeId, language)],
        [texts.applicant, applicantName],
        [texts.submittedAt, momentInWords(filing.submittedAt)],
        [texts.delivery, texts.deliveries[filing.deliveryMethod]],
        [texts.timeAllowed, texts.workingDays(filing.timeAllowed.workingDays)],
      ]),
      ...papersOf(about),
      feeTable(language, filing),
      { kind: 'HEADING', text: texts.nextSteps },
      { kind: 'LIST', items: nextStepsOf(submission).map(({ text }) => text[language]) },
    ],
    code: { alt: texts.qrAlt, beside: texts.qr },
  };
}

/** By the definition's names and in its order; file names stay inside. */
function papersOf({ submission, definition, language }: SubmissionAbout): OfficePaper['parts'] {
  const [title, files] = submissionTexts[language].papers;
  const rows = definition.procedure.attachments.flatMap(({ key, nameVi, nameEn }) => {
    const count = submission.filing.papers.filter(({ paper }) => paper === key).length;
    return count === 0 ? [] : [[language === 'vi' ? nameVi : nameEn, String(count)]];
  });
  const columns = [
    { title, share: 6 },
    { title: files, align: 'right' as const },
  ];
  return rows.length === 0 ? [] : [{ kind: 'TABLE', columns, rows }];
}

function nextStepsOf(submission: DossierSubmitted): ReturnType<typeof nextStepsFor> {
  const submitted = dossier.evolve(dossier.initial, submission);
  return submitted.status === 'NONE' ? [] : nextStepsFor(submitted);
}
