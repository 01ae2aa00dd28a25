import { findOffice } from '../use-cases/find-offices.js';
import type { OfficeResolvers } from './generated/resolvers.js';

export const Office: OfficeResolvers = {
  __resolveReference: ({ id }, { app }) => findOffice(app, id),
};
