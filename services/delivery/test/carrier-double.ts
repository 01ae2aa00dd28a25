import { createHmac } from 'node:crypto';
import { fastify } from 'fastify';

export interface GivenOrder {
  readonly orderId: string;
  readonly trackingNumber: string;
  readonly sender: unknown;
  readonly receiver: unknown;
  readonly weightGrams: number;
}

/** DOWN: takes nothing. MUTE: does what it is told and never answers. REFUSING: takes no order. */
export type Mood = 'UP' | 'DOWN' | 'MUTE' | 'REFUSING';

/** A carrier that answers over HTTP as it is told to, and remembers what it was asked. */
export interface CarrierDouble {
  readonly url: string;
  /** Parcels it has. */
  readonly parcels: ReadonlyMap<string, GivenOrder>;
  /** What came in, in order: `POST shp_…`, `GET shp_…`. */
  readonly calls: readonly string[];
  readonly keys: ReadonlySet<string>;
  is(mood: Mood): void;
  /** What it says it scanned of a parcel, when asked. */
  scanned(orderId: string, scans: readonly object[]): void;
  close(): Promise<void>;
}

export async function startCarrierDouble(): Promise<CarrierDouble> {
  const server = fastify({ forceCloseConnections: true });
  const parcels = new Map<string, GivenOrder>();
  const scans = new Map<string, readonly object[]>();
  const calls: string[] = [];
  const keys = new Set<string>();
  let mood: Mood = 'UP';
  const silence = new Promise<never>(() => undefined);
  const accepted = ({ orderId, trackingNumber }: GivenOrder) => ({
    ...{ orderId, trackingNumber },
    acceptedAt: '2026-11-23T05:00:00.000Z',
  });
  server.post('/v1/orders', async (request, reply) => {
    const order = request.body as GivenOrder; // what the service sends
    calls.push(`POST ${order.orderId}`);
    keys.add(String(request.headers.authorization));
    if (mood === 'DOWN') return reply.code(503).send('<html>');
    if (mood === 'REFUSING') return reply.code(422).send({ code: 'RECEIVER_UNREACHABLE', message: 'no' });
    const isNew = !parcels.has(order.orderId);
    parcels.set(order.orderId, parcels.get(order.orderId) ?? order);
    return mood === 'MUTE' ? silence : reply.code(isNew ? 201 : 200).send(accepted(order));
  });
  server.get<{ Params: { id: string } }>('/v1/orders/:id', async ({ params: { id } }, reply) => {
    calls.push(`GET ${id}`);
    if (mood === 'DOWN') return reply.code(503).send('<html>');
    if (mood === 'MUTE') return silence;
    const order = parcels.get(id);
    if (order === undefined) return reply.code(404).send({ code: 'ORDER_NOT_FOUND', message: 'no such order' });
    return { ...accepted(order), scans: scans.get(id) ?? [] };
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...{ url, parcels, calls, keys },
    is(next) {
      mood = next;
    },
    scanned: (orderId, list) => void scans.set(orderId, list),
    close: () => server.close(),
  };
}

/** As a carrier signs: Standard Webhooks. */
export function signedHeaders(
  secret: string,
  id: string,
  body: string,
  at = new Date(),
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
