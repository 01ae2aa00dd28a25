import { Attachment } from './attachment.js';
import { Dossier, DossierProgress } from './dossier.js';
import { Draft } from './draft.js';
import { Mutation } from './mutation.js';
import { Query } from './query.js';
import { ResultDocument } from './result-document.js';
import { SupplementRequest } from './supplement.js';
import { Slip } from './slip.js';
import { VerifiedDocument } from './verified-document.js';

export const resolvers = {
  Query,
  Mutation,
  Draft,
  Attachment,
  Dossier,
  DossierProgress,
  ResultDocument,
  SupplementRequest,
  Slip,
  VerifiedDocument,
};
