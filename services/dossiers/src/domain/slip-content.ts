/** What stands on the slip that proves an online submission; it is not slip 01, which the desk issues when it accepts. */
import type { ProcedureDefinition } from '@motcua/procedure-definition';
import { dayInVietnam, formatVnd } from '@motcua/vietnam';
import type { Fee, Filing } from './dossier-facts.js';
import { nextStepsFor } from './next-steps.js';
import { dossier } from './dossier.js';
import type { DossierSubmitted } from './dossier-facts.js';
import { slipTexts, type SlipLanguage } from './slip-texts.js';

export interface SlipOffice {
  readonly name: { readonly vi: string; readonly en?: string | undefined };
  readonly phone: string;
  readonly address: string;
}

export interface SlipContent {
  readonly language: SlipLanguage;
  readonly code: string;
  readonly issuedAt: Date;
  readonly office: readonly string[];
  /** Label and value. */
  readonly about: readonly (readonly [string, string])[];
  /** Name, and how many files of it. */
  readonly papers: readonly (readonly [string, string])[];
  /** Name, quantity, total; the sum comes last. */
  readonly fees: readonly (readonly [string, string, string])[];
  readonly nextSteps: readonly string[];
}

export interface SlipAbout {
  readonly submission: DossierSubmitted;
  readonly definition: ProcedureDefinition;
  /** Null where it is not known any more. */
  readonly office: SlipOffice | null;
  readonly applicantName: string;
  readonly language: SlipLanguage;
}

/** As it was at the submission, whenever it is printed: what came later is told elsewhere. */
export function slipContentOf({ submission, definition, office, applicantName, language }: SlipAbout): SlipContent {
  const { filing } = submission;
  const { procedure } = definition;
  const texts = slipTexts[language];
  const officeName =
    office === null ? filing.officeId : ((language === 'en' ? office.name.en : undefined) ?? office.name.vi);
  const procedureName = language === 'vi' ? procedure.nameVi : procedure.nameEn;
  const submitted = dossier.evolve(dossier.initial, submission);
  const steps = submitted.status === 'NONE' ? [] : nextStepsFor(submitted);
  return {
    ...{ language, code: filing.code, issuedAt: filing.submittedAt },
    office: [officeName, ...(office === null ? [] : [office.address, `${texts.phone}: ${office.phone}`])],
    about: [
      [texts.code, filing.code],
      [texts.procedure, `${procedureName} (${filing.procedureCode})`],
      [texts.office, officeName],
      [texts.applicant, applicantName],
      [texts.submittedAt, momentInWords(filing.submittedAt)],
      [texts.delivery, texts.deliveries[filing.deliveryMethod]],
      [texts.timeAllowed, texts.workingDays(filing.timeAllowed.workingDays)],
    ],
    papers: papersOf(filing, definition, language),
    fees: feesOf(filing, language),
    nextSteps: steps.map(({ text }) => text[language]),
  };
}

/** By the definition's names and in its order; file names stay inside. */
function papersOf(
  { papers }: Filing,
  { procedure }: ProcedureDefinition,
  language: SlipLanguage,
): SlipContent['papers'] {
  return procedure.attachments.flatMap(({ key, nameVi, nameEn }) => {
    const count = papers.filter(({ paper }) => paper === key).length;
    return count === 0 ? [] : [[language === 'vi' ? nameVi : nameEn, String(count)] as const];
  });
}

function feesOf({ fees, feeTotalVnd, deliveryMethod }: Filing, language: SlipLanguage): SlipContent['fees'] {
  const texts = slipTexts[language];
  const nameOf = ({ nameVi, nameEn }: Fee): string => (language === 'vi' ? nameVi : nameEn);
  return [
    ...fees.map((fee) => [nameOf(fee), String(fee.quantity), formatVnd(fee.totalVnd)] as const),
    ...(deliveryMethod === 'POST' ? [[texts.postage, '1', texts.toldLater] as const] : []),
    [texts.total, '', formatVnd(feeTotalVnd)] as const,
  ];
}

/** `14:05 23/11/2026`, the time in Vietnam. */
export function momentInWords(at: Date): string {
  const [year, month, day] = dayInVietnam(at).split('-');
  const hours = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' });
  return `${hours.format(at)} ${String(day)}/${String(month)}/${String(year)}`;
}
