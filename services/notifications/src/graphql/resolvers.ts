import { Dossier } from './dossier.js';
import { MessageReference } from './message.js';
import { Mutation } from './mutation.js';
import { Query } from './query.js';

export const resolvers = { Query, Mutation, Message: MessageReference, Dossier };
