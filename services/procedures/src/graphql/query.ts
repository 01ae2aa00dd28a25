import { pageOf, pageSize } from '../domain/page.js';
import { versionIdOf } from '../domain/version.js';
import { findOffices } from '../use-cases/find-offices.js';
import { findProcedure, findProcedures, findVersion } from '../use-cases/find-procedures.js';
import { findUnits } from '../use-cases/find-units.js';
import { previewDueDate, reasonText } from '../use-cases/preview-due-date.js';
import type { QueryResolvers } from './generated/resolvers.js';
import { levelNumber } from './service-level.js';

export const Query: QueryResolvers = {
  procedures(_, { first, after, search, sector, level }, { app }) {
    const found = findProcedures(app, { search, sector, level: level == null ? null : levelNumber(level) });
    return { ...pageOf(found, first, after), totalCount: found.length };
  },
  procedure: (_, asked, { app }) => findProcedure(app, asked),
  procedureVersion: (_, { code, version }, { app }) => findVersion(app, versionIdOf(code, version)),
  offices: (_, { first, after, ...asked }, { app }) => pageOf(findOffices(app, asked), first, after),
  administrativeUnits: (_, { provinceCode, search, first }) =>
    findUnits(provinceCode, search ?? null, pageSize(first)).map((unit) => ({
      ...unit,
      successors: [...unit.successors],
    })),
  dueDatePreview(_, { procedureCode, acceptedAt }, { app }) {
    const { dueAt, dayZero, segments } = previewDueDate(app, procedureCode, acceptedAt);
    const days = segments.map((segment) => ({
      day: segment.day,
      counted: segment.workingDay !== null,
      reason: reasonText(segment),
    }));
    return { dueAt, countedFrom: dayZero, days };
  },
};
