import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fieldsOf } from '../fields.js';
import { journalRoute } from '../journal-route.js';
import { Refused } from '../refused.js';
import { parseJourney } from './journey.js';
import { parseOrder } from './order.js';
import type { Parcel, Parcels } from './parcels.js';
import { quoteFor } from './tariff.js';

/** The carrier's API under /carrier, and for tests /parcels and /parcels/journey. */
export function carrierRoutes(app: FastifyInstance, parcels: Parcels, apiKey: string): void {
  void app.register((carrier, _options, done) => {
    carrier.addHook('onRequest', (request, _reply, next) => {
      next(
        hasKey(request, apiKey)
          ? undefined
          : new Refused(401, 'API_KEY_WRONG', 'Authorization: Bearer <key> is needed'),
      );
    });
    carrier.post('/carrier/v1/orders', (request, reply) => {
      const { parcel, isNew } = parcels.accept(parseOrder(request.body));
      const { orderId, trackingNumber, acceptedAt } = parcel;
      return reply.code(isNew ? 201 : 200).send({ orderId, trackingNumber, acceptedAt });
    });
    carrier.get<{ Params: { id: string } }>('/carrier/v1/orders/:id', (request) => {
      const parcel = parcels.journal.find(request.params.id);
      if (parcel === undefined) throw new Refused(404, 'ORDER_NOT_FOUND', 'no such order');
      return shown(parcel);
    });
    carrier.post('/carrier/v1/quotes', (request) => quoteFor(fieldsOf(request.body)));
    done();
  });

  app.get('/parcels/journey', () => parcels.journey());
  app.put('/parcels/journey', (request) => {
    parcels.setJourney(parseJourney(request.body));
    return parcels.journey();
  });
  journalRoute(app, '/parcels', parcels.journal, ({ orderId, trackingNumber }, to) =>
    [orderId, trackingNumber].includes(to),
  );
}

function shown({ orderId, trackingNumber, weightGrams, acceptedAt, status, scans }: Parcel): object {
  return { orderId, trackingNumber, weightGrams, acceptedAt, status, scans };
}

function hasKey({ headers }: FastifyRequest, apiKey: string): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${apiKey}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
