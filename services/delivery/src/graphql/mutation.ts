import { acceptReturn } from '../use-cases/accept-return.js';
import { changeDeliveryAddress } from '../use-cases/change-delivery-address.js';
import { confirmDelivery } from '../use-cases/confirm-delivery.js';
import { giveLabel } from '../use-cases/give-label.js';
import { handOverToCarrier } from '../use-cases/hand-over-to-carrier.js';
import type { MutationResolvers } from './generated/resolvers.js';
import { toShipment } from './shipment.js';

export const Mutation: MutationResolvers = {
  async handOverToCarrier(_, { input }, { app, viewer, traceparent }) {
    const { id, state } = await handOverToCarrier(app, viewer, { ...input, traceparent });
    return { shipment: toShipment(id, state) };
  },
  async changeDeliveryAddress(_, { input }, { app, viewer, traceparent }) {
    const { id, state } = await changeDeliveryAddress(app, viewer, { ...input, traceparent });
    return { shipment: toShipment(id, state) };
  },
  async printLabel(_, { input }, { app, viewer, traceparent }) {
    const { stored, downloadPath } = await giveLabel(app, viewer, { ...input, traceparent });
    return { shipment: toShipment(stored.id, stored.state), downloadPath };
  },
  async confirmDelivery(_, { input }, { app, viewer, traceparent }) {
    const { id, state } = await confirmDelivery(app, viewer, { ...input, traceparent });
    return { shipment: toShipment(id, state) };
  },
  async acceptReturn(_, { input }, { app, viewer, traceparent }) {
    const { id, state } = await acceptReturn(app, viewer, { ...input, traceparent });
    return { shipment: toShipment(id, state) };
  },
};
