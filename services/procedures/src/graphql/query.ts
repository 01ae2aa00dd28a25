import { pageOf, pageSize } from '../domain/page.js';
import { versionIdOf } from '../domain/version.js';
import { compareVersions } from '../use-cases/compare-versions.js';
import { listDrafts, seeDraft } from '../use-cases/find-drafts.js';
import { findOffices } from '../use-cases/find-offices.js';
import { findLifeEvents, findProcedure, findProcedures } from '../use-cases/find-procedures.js';
import { findProvinces, findUnits, type Unit } from '../use-cases/find-units.js';
import { previewDueDate } from '../use-cases/preview-due-date.js';
import { whatDoINeed } from '../use-cases/what-do-i-need.js';
import { toDueDate } from './due-date.js';
import type { QueryResolvers } from './generated/resolvers.js';
import { toDifference } from './procedure-draft.js';
import { loadVersion } from './procedure-version.js';
import { toQuestion, toRequirements } from './requirements.js';
import { levelNumber } from './service-level.js';

export const Query: QueryResolvers = {
  procedures(_, { first, after, level, ...asked }, { app }) {
    const found = findProcedures(app, { ...asked, level: level ? levelNumber(level) : null });
    return { ...pageOf(found, first, after), totalCount: found.length };
  },
  lifeEvents: (_, __, { app }) =>
    findLifeEvents(app).map(({ procedures, ...event }) => ({ ...event, procedures: [...procedures] })),
  whatDoINeed: async (_, { input }, { app, language }) =>
    toRequirements(await whatDoINeed(app, toQuestion(input, app.clock.now())), language),
  procedure: (_, asked, { app }) => findProcedure(app, asked),
  procedureVersion: (_, { code, version }, context) => loadVersion(context, versionIdOf(code, version)),
  procedureVersionDifference: async (_, asked, { app }) => toDifference(await compareVersions(app, asked)),
  procedureDraft: (_, { id }, { app, viewer }) => seeDraft(app, viewer, id),
  procedureDrafts: (_, page, { app, viewer }) => listDrafts(app, viewer, page),
  offices: (_, { first, after, ...asked }, { app }) => pageOf(findOffices(app, asked), first, after),
  provinces: () => findProvinces().map(toUnit),
  administrativeUnits: (_, { provinceCode, search, first }) =>
    findUnits(provinceCode, search ?? null, pageSize(first)).map(toUnit),
  dueDatePreview: (_, { procedureCode, acceptedAt }, { app, language }) =>
    toDueDate(previewDueDate(app, procedureCode, acceptedAt), language),
};

const toUnit = ({ successors, ...unit }: Unit) => ({ ...unit, successors: [...successors] });
