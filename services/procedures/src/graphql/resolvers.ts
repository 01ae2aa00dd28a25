import { Office } from './office.js';
import { Procedure } from './procedure.js';
import { ProcedureVersion } from './procedure-version.js';
import { Query } from './query.js';

export const resolvers = { Query, Procedure, ProcedureVersion, Office };
