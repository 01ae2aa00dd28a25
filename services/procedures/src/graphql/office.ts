import type { Office as RegisteredOffice } from '../domain/office.js';
import { findOfficesById, findPredecessors, findSuccessor } from '../use-cases/find-offices.js';
import type { OfficeResolvers } from './generated/resolvers.js';

export const Office: OfficeResolvers = {
  __resolveReference: ({ id }, context) =>
    context.loader<string, RegisteredOffice>('offices', (ids) => findOfficesById(context.app, ids)).load(id),
  successor: (office, _, { app }) => findSuccessor(app, office),
  predecessors: (office, _, { app }) => [...findPredecessors(app, office)],
};
