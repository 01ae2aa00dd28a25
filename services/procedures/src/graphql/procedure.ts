import { offers } from '../domain/offer.js';
import type { PublishedVersion } from '../domain/published-version.js';
import { blankFormPath, hasBlankForm } from '../use-cases/find-blank-form.js';
import { findProcedureById, findVersions } from '../use-cases/find-procedures.js';
import { formSchemaOf, uiSchemaOf } from './form.js';
import type { BlankForm, ProcedureResolvers } from './generated/resolvers.js';
import { levelName } from './service-level.js';

const procedureOf = ({ definition }: PublishedVersion) => definition.procedure;
const named = ({ nameVi, nameEn }: { readonly nameVi: string; readonly nameEn: string }) => ({
  vi: nameVi,
  en: nameEn,
});

export const Procedure: ProcedureResolvers = {
  __resolveReference: ({ id }, { app }) => findProcedureById(app, id),
  id: ({ procedureId }) => procedureId,
  name: (version) => named(procedureOf(version)),
  guideName: (version) => procedureOf(version).guideNameVi ?? null,
  level: (version) => levelName(procedureOf(version).serviceLevel),
  sector: (version) => procedureOf(version).sector,
  applicants: (version) => procedureOf(version).applicants,
  timeLimit(version) {
    const { workingDays, sameDayRule, textVi } = procedureOf(version).timeLimit;
    return {
      ...{ workingDays, text: textVi },
      sameDay: sameDayRule?.sameDay ?? false,
      cutOff: sameDayRule?.cutoff ?? null,
    };
  },
  steps: ({ definition: { procedure, agencies } }) =>
    procedure.steps.map(({ key, agency, actionVi, actionEn, workingDays, dependsOn }) => ({
      ...{ key, agency, workingDays, dependsOn },
      agencyName: named(agencies[agency] ?? { nameVi: agency, nameEn: agency }),
      action: { vi: actionVi, en: actionEn },
    })),
  fees: (version) =>
    procedureOf(version).fees.map((fee) => ({
      ...{ key: fee.key, per: fee.per },
      amountVnd: fee.amountByChannel?.inPerson ?? fee.amountVnd,
      amountOnlineVnd: fee.amountByChannel?.online ?? fee.amountVnd,
      name: named(fee),
      unconfirmed: fee.unconfirmed ?? false,
    })),
  papers: (version) =>
    procedureOf(version).attachments.map((paper) => ({
      ...{ key: paper.key, mandatory: paper.mandatory, acceptedTypes: paper.acceptedTypes },
      name: named(paper),
      presentOnly: paper.presentOnly ?? false,
      condition: paper.conditionVi ?? null,
    })),
  results: (version) =>
    procedureOf(version).results.map((result) => ({ name: named(result), documentCode: result.documentCode })),
  legalBasis: (version) => procedureOf(version).legalBasis.map(({ code, titleVi }) => ({ code, title: titleVi })),
  formSchema: (version, _, { language }) => formSchemaOf(version, language),
  uiSchema: (version, _, { language }) => uiSchemaOf(version, language),
  offer: (version) => offers[procedureOf(version).serviceLevel],
  blankForms: (version, _, { language }) => (hasBlankForm(version) ? [toBlankForm(version, language)] : []),
  retiredFrom: ({ retiredFrom }) => retiredFrom,
  version: (version) => version,
  versions: ({ code }, _, { app }) => [...findVersions(app, code)],
};

function toBlankForm(version: PublishedVersion, language: string): BlankForm {
  const downloadPath = `${blankFormPath(version)}?language=${language}`;
  return { name: named(procedureOf(version)), downloadPath, contentType: 'application/pdf' };
}
