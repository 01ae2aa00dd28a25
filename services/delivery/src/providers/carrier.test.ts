import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Order } from '../context.js';
import { createCarrier } from './carrier.js';

type Answer = readonly [status: number, body: unknown] | 'SILENCE' | 'HANG_UP';

let server: Server;
let url: string;
let answer: Answer = 'SILENCE';
let asked: IncomingMessage | undefined;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked = request;
    if (answer === 'HANG_UP') request.socket.destroy();
    if (typeof answer === 'string') return;
    const [status, body] = answer;
    response.writeHead(status, { location: '/elsewhere' }).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a pipe
  url = `http://127.0.0.1:${String(port)}/carrier/`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const order: Order = {
  orderId: 'shp_1',
  trackingNumber: 'EA987654326VN',
  sender: { name: 'Bộ phận Một cửa Mẫu', phone: '024', address: 'Hà Nội' },
  receiver: {
    name: 'Nguyễn Thị Mẫu',
    phone: '0912345678',
    address: { countryCode: 'VN', provinceCode: '01', wardCode: '09556', detail: 'Số 1' },
  },
  weightGrams: 250,
};
const acceptedAt = '2026-11-23T12:00:00+07:00';
const accepted = { orderId: order.orderId, trackingNumber: order.trackingNumber, acceptedAt };
const taken = { kind: 'ACCEPTED', acceptedAt: new Date('2026-11-23T05:00:00.000Z') };
const carrier = (patienceMs = 5_000) =>
  createCarrier({ url, apiKey: 'the-key-of-the-carrier', webhookSecret: 'unused', patienceMs });

describe('giving an order', () => {
  it.each<[string, Answer, object]>([
    ['new', [201, accepted], taken],
    ['known to the carrier', [200, accepted], taken],
    [
      'refused with a code',
      [422, { code: 'RECEIVER_UNREACHABLE' }],
      { kind: 'REFUSED', reasonCode: 'RECEIVER_UNREACHABLE' },
    ],
    ['refused without one', [400, {}], { kind: 'REFUSED', reasonCode: 'ORDER_REFUSED' }],
    ['a conflict', [409, { code: 'ORDER_CONFLICT' }], { kind: 'REFUSED', reasonCode: 'ORDER_CONFLICT' }],
    ['met by a fault', [500, { code: 'OOPS' }], { kind: 'UNKNOWN' }],
    ['met by a proxy', [502, '<html>'], { kind: 'UNKNOWN' }],
    ['met by a wrong key', [401, { code: 'API_KEY_WRONG' }], { kind: 'UNKNOWN' }],
    ['met by too many others', [429, { code: 'LATER' }], { kind: 'UNKNOWN' }],
    ['sent elsewhere', [302, ''], { kind: 'UNKNOWN' }],
    ['answered about another order', [201, { ...accepted, orderId: 'shp_2' }], { kind: 'UNKNOWN' }],
    ['answered with no time', [201, { ...accepted, acceptedAt: 'now' }], { kind: 'UNKNOWN' }],
    ['answered with far too much', [201, { ...accepted, more: 'x'.repeat(300_000) }], { kind: 'UNKNOWN' }],
    ['broken off', 'HANG_UP', { kind: 'UNKNOWN' }],
  ])('that is %s', async (_, given, reply) => {
    answer = given;
    expect(await carrier().giveOrder(order)).toEqual(reply);
    expect(asked).toMatchObject({ method: 'POST', url: '/carrier/v1/orders' });
    expect(asked?.headers.authorization).toBe('Bearer the-key-of-the-carrier');
  });

  it('that is not answered in time is unknown, not failed', async () => {
    answer = 'SILENCE';
    expect(await carrier(50).giveOrder(order)).toEqual({ kind: 'UNKNOWN' });
    expect(await createCarrier({ ...unreachable, patienceMs: 500 }).giveOrder(order)).toEqual({ kind: 'UNKNOWN' });
  });
});

const unreachable = { url: 'http://127.0.0.1:1', apiKey: 'k', webhookSecret: 's' };

describe('asking for an order', () => {
  const scan = { id: 's2', at: acceptedAt, status: 'IN_TRANSIT' };

  it('tells what was scanned, oldest first', async () => {
    answer = [200, { ...accepted, scans: [scan, { ...scan, id: 's1', at: '2026-11-23T11:00:00+07:00' }] }];
    const found = await carrier().findOrder('shp_1');
    expect(found).toMatchObject({ kind: 'FOUND', record: { scans: [{ scanId: 's1' }, { scanId: 's2' }] } });
    expect(asked).toMatchObject({ method: 'GET', url: '/carrier/v1/orders/shp_1' });
  });

  it.each<[string, Answer, string]>([
    ['does not know it', [404, { code: 'ORDER_NOT_FOUND' }], 'NOT_FOUND'],
    ['is not there, only a server in its place', [404, { code: 'NOT_FOUND' }], 'UNKNOWN'],
    ['is not there, only a page', [404, '<html>'], 'UNKNOWN'],
    ['has a fault', [503, {}], 'UNKNOWN'],
    ['says something else', [200, { ...accepted, scans: [{ ...scan, status: 'EATEN' }] }], 'UNKNOWN'],
    ['hangs up', 'HANG_UP', 'UNKNOWN'],
  ])('when the carrier %s', async (_, given, kind) => {
    answer = given;
    expect(await carrier().findOrder('shp_1')).toEqual({ kind });
  });
});
