import { Office } from './office.js';
import { Procedure, ProcedureVersion } from './procedure.js';
import { Query } from './query.js';

export const resolvers = { Query, Procedure, ProcedureVersion, Office };
