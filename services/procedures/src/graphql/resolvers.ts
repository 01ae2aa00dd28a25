import { Office } from './office.js';
import { Procedure } from './procedure.js';
import { ProcedureVersion } from './procedure-version.js';
import { Query } from './query.js';
import { mutationsToCome, queriesToCome } from './to-come.js';

export const resolvers = {
  Query: { ...queriesToCome, ...Query },
  Mutation: mutationsToCome,
  Procedure,
  ProcedureVersion,
  Office,
};
