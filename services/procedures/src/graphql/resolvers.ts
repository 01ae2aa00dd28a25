import { Mutation } from './mutation.js';
import { Office } from './office.js';
import { Procedure } from './procedure.js';
import { ProcedureDraft } from './procedure-draft.js';
import { ProcedureVersion } from './procedure-version.js';
import { Query } from './query.js';

export const resolvers = {
  Query,
  Mutation,
  Procedure,
  ProcedureDraft,
  ProcedureVersion,
  Office,
};
