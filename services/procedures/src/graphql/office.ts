import type { Office as RegisteredOffice } from '../domain/office.js';
import { findOfficesById } from '../use-cases/find-offices.js';
import type { OfficeResolvers } from './generated/resolvers.js';

export const Office: OfficeResolvers = {
  __resolveReference: ({ id }, context) =>
    context.loader<string, RegisteredOffice>('offices', (ids) => findOfficesById(context.app, ids)).load(id),
};
