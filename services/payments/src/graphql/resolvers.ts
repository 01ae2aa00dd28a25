import { Dossier } from './dossier.js';
import { Mutation } from './mutation.js';
import { PaymentReference } from './payment.js';
import { Query } from './query.js';

export const resolvers = { Query, Mutation, Payment: PaymentReference, Dossier };
