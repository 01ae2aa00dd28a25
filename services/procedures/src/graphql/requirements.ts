import type { Channel } from '@motcua/procedure-definition';
import type { AnsweredQuestion, Question } from '../use-cases/what-do-i-need.js';
import { toDueDate } from './due-date.js';
import type { FilingChannel, ResolversTypes, WhatDoINeedInput } from './generated/resolvers.js';

const channels: Readonly<Record<FilingChannel, Channel>> = { ONLINE: 'online', IN_PERSON: 'inPerson', POST: 'post' };

export function toQuestion(
  { procedureCode, version, answers, papers, channel, acceptedAt }: WhatDoINeedInput,
  now: Date,
): Question {
  const accepted = { acceptedAt: acceptedAt ?? now, channel: channels[channel ?? 'ONLINE'] };
  return { ...accepted, procedureCode, version: version ?? null, answers, papers: papers ?? [] };
}

type Told = Awaited<ResolversTypes['Requirements']>;
type Named = { readonly nameVi: string; readonly nameEn: string };

export function toRequirements(
  { procedure, version, openFields, problems, warnings, feeTotalVnd, ...found }: AnsweredQuestion,
  language: 'vi' | 'en',
): Told {
  const { agencies } = version.definition;
  const agencyNamed = (agency: string) => toName(agencies[agency] ?? { nameVi: agency, nameEn: agency });
  return {
    ...{ procedure, version, feeTotalVnd, complete: problems.length === 0 },
    openFields: [...openFields],
    problems: [...problems],
    warnings: [...warnings],
    papers: found.papers.map((paper) => ({
      ...{ key: paper.key, name: toName(paper), condition: paper.conditionVi },
      ...{ required: paper.required, provided: paper.provided, presentOnly: paper.presentOnly },
      acceptedTypes: [...paper.acceptedTypes],
    })),
    fees: found.fees.map((fee) => ({
      ...{ key: fee.key, name: toName(fee), amountVnd: fee.amountVnd },
      ...{ quantity: fee.quantity, totalVnd: fee.totalVnd, exemption: fee.exemption },
    })),
    steps: found.steps.map(({ key, agency, workingDays, dependsOn, ...step }) => ({
      ...{ key, agency, agencyName: agencyNamed(agency), workingDays, dependsOn: [...dependsOn] },
      action: toAction(step),
    })),
    decidedBy: found.decidedBy.map(({ step, results }) => ({
      ...{ agency: step.agency, agencyName: agencyNamed(step.agency), action: toAction(step) },
      results: [...results],
    })),
    dueDate: toDueDate(found.dueDate, language),
  };
}

function toName({ nameVi, nameEn }: Named): { readonly vi: string; readonly en: string } {
  return { vi: nameVi, en: nameEn };
}

function toAction({ actionVi, actionEn }: { readonly actionVi: string; readonly actionEn: string }) {
  return { vi: actionVi, en: actionEn };
}
