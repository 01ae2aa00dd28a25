import { Dossier } from './dossier.js';
import { Draft } from './draft.js';
import { Mutation } from './mutation.js';
import { Query } from './query.js';
import { ShipmentReference } from './shipment.js';

export const resolvers = { Query, Mutation, Shipment: ShipmentReference, Dossier, Draft };
