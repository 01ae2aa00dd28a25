import { Refusal } from '@motcua/service-kit';
import { listHandOvers } from '../use-cases/list-hand-overs.js';
import { listParcelsToHandle } from '../use-cases/list-parcels-to-handle.js';
import { quotePostage } from '../use-cases/quote-postage.js';
import type { QueryResolvers } from './generated/resolvers.js';
import { loadShipment, toShipment } from './shipment.js';

/** More papers than any dossier gives out. */
const mostDocuments = 1_000;

export const Query: QueryResolvers = {
  postageQuote: (_, { documents, ...route }, { app }) =>
    quotePostage(app, { ...route, quantities: [demandCount(documents)] }),
  async handOverList(_, { day }, { app, viewer }) {
    const list = await listHandOvers(app, viewer, day);
    if (list === null) return null;
    return { ...list, parcels: list.parcels.map(({ id, state }) => toShipment(id, state)) };
  },
  async parcelsToHandle(_, { officeId }, { app, viewer }) {
    const waiting = await listParcelsToHandle(app, viewer, officeId);
    if (waiting === null) return null;
    return waiting.map(({ id, state, task, since }) => ({
      ...{ dossier: { id: state.dossierId }, shipment: toShipment(id, state), task, since },
    }));
  },
  shipment: (_, { id }, context) => loadShipment(context, id),
};

function demandCount(documents: number): number {
  if (documents >= 1 && documents <= mostDocuments) return documents;
  throw new Refusal('DOCUMENTS_OUT_OF_RANGE', `A parcel holds 1 to ${String(mostDocuments)} papers.`);
}
