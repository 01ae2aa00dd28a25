import { toJsonSchema, toUiSchema } from '@motcua/procedure-definition';
import type { PublishedVersion } from '../domain/published-version.js';
import { findProcedures, findVersion, findVersions } from '../use-cases/find-procedures.js';
import type { ProcedureResolvers, ProcedureVersionResolvers } from './generated/resolvers.js';
import { levelName } from './service-level.js';

const procedureOf = ({ definition }: PublishedVersion) => definition.procedure;
const named = ({ nameVi, nameEn }: { readonly nameVi: string; readonly nameEn: string }) => ({
  vi: nameVi,
  en: nameEn,
});

export const Procedure: ProcedureResolvers = {
  __resolveReference: ({ id }, { app }) =>
    findProcedures(app, {}).find(({ procedureId }) => procedureId === id) ?? null,
  id: ({ procedureId }) => procedureId,
  name: (version) => named(procedureOf(version)),
  guideName: (version) => procedureOf(version).guideNameVi ?? null,
  level: (version) => levelName(procedureOf(version).serviceLevel),
  sector: (version) => procedureOf(version).sector,
  applicants: (version) => procedureOf(version).applicants,
  timeLimit(version) {
    const { workingDays, sameDayRule, textVi } = procedureOf(version).timeLimit;
    return { workingDays, cutOff: sameDayRule?.cutoff ?? null, text: textVi };
  },
  steps: (version) =>
    procedureOf(version).steps.map(({ key, agency, actionVi, actionEn, workingDays, dependsOn }) => ({
      ...{ key, agency, workingDays, dependsOn },
      action: { vi: actionVi, en: actionEn },
    })),
  fees: (version) =>
    procedureOf(version).fees.map((fee) => ({
      ...{ key: fee.key, per: fee.per, amountVnd: fee.amountByChannel?.online ?? fee.amountVnd },
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
  formSchema: ({ definition }) => toJsonSchema(definition),
  uiSchema: ({ definition }) => toUiSchema(definition),
  version: (version) => version,
  versions: ({ code }, _, { app }) => [...findVersions(app, code)],
};

export const ProcedureVersion: ProcedureVersionResolvers = {
  __resolveReference: ({ id }, { app }) => findVersion(app, id),
  procedureCode: ({ code }) => code,
};
