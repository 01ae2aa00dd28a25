import { Dossier, DossierProgress } from './dossier.js';
import { Draft } from './draft.js';
import { Mutation } from './mutation.js';
import { Query } from './query.js';
import { mutationsToCome, queriesToCome } from './to-come.js';

export const resolvers = {
  Query: { ...queriesToCome, ...Query },
  Mutation: { ...mutationsToCome, ...Mutation },
  Draft,
  Dossier,
  DossierProgress,
};
