import { Dossier } from './dossier.js';
import { MessageReference } from './message.js';
import { Query } from './query.js';

export const resolvers = { Query, Message: MessageReference, Dossier };
