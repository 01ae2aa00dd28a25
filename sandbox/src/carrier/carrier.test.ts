import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aSandbox, apiKey, send, webhookSecret } from '../a-sandbox.fixture.js';
import type { Sandbox } from '../main.js';
import type { Parcel } from './parcels.js';
import { signatureHeaders } from './webhooks.js';

const hourMs = 3_600_000;
const order = {
  orderId: 'shp_1',
  trackingNumber: 'EA987654326VN',
  sender: { name: 'Bộ phận Một cửa', address: 'Phường Hà Đông' },
  receiver: {
    name: 'Nguyễn Thị An Mẫu',
    phone: '+84900000001',
    address: { detail: '1 Phố Mẫu', wardCode: '09556', provinceCode: '01', countryCode: 'VN' },
  },
  weightGrams: 120,
};

interface Hook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('the carrier', () => {
  let sandbox: Sandbox;
  let receiver: Server;
  let hooks: Hook[];
  let failures: number;
  let looking: () => void;
  beforeEach(async () => {
    hooks = [];
    failures = 0;
    looking = () => undefined;
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const fails = failures-- > 0;
        if (!fails) hooks.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
        response.writeHead(fails ? 503 : 204).end();
        looking();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo; // a TCP server's address is never a pipe
    sandbox = await aSandbox({ CARRIER_WEBHOOK_URL: `http://127.0.0.1:${port}/carrier/webhook` });
  });
  afterEach(async () => {
    await sandbox.close();
    await new Promise((resolve) => receiver.close(resolve));
  });

  const untilHooks = (count: number) =>
    new Promise<void>((resolve) => {
      looking = () => {
        if (hooks.length >= count) resolve();
      };
      looking();
    });
  const headers = { authorization: `Bearer ${apiKey}` };
  const hand = (body: unknown = order) => send(`${sandbox.url}/carrier/v1/orders`, 'POST', body, headers);
  const statuses = () => hooks.map(({ body }) => (JSON.parse(body) as { status: string }).status);

  it('takes a parcel, carries it as its clock goes, and tells each scan in order, signed', async () => {
    const accepted = await hand();
    expect(accepted).toMatchObject({ status: 201, body: { orderId: 'shp_1', trackingNumber: 'EA987654326VN' } });
    await untilHooks(1);
    sandbox.clock.moveBy(4 * hourMs);
    await untilHooks(2);
    sandbox.clock.moveBy(30 * hourMs);
    await untilHooks(4);
    expect(statuses()).toEqual(['ACCEPTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED']);
    const [first, , , last] = hooks.map(({ body }) => JSON.parse(body) as { at: string; id: string });
    expect(Date.parse(last?.at ?? '') - Date.parse(first?.at ?? '')).toBe(28 * hourMs);
    for (const { headers: sent, body } of hooks) {
      const at = new Date(Number(sent['webhook-timestamp']) * 1_000);
      expect(sent).toMatchObject(signatureHeaders(webhookSecret, String(sent['webhook-id']), body, at));
      expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000);
    }
    const asked = await fetch(`${sandbox.url}/carrier/v1/orders/shp_1`, { headers });
    expect(await asked.json()).toMatchObject({
      status: 'DELIVERED',
      scans: [{ id: first?.id }, {}, {}, { status: 'DELIVERED' }],
    });
  });

  it('tells again until it is heard, and nothing out of order', async () => {
    failures = 2;
    await hand();
    sandbox.clock.moveBy(4 * hourMs);
    await untilHooks(2);
    expect(statuses()).toEqual(['ACCEPTED', 'IN_TRANSIT']);
  });

  it('delivers without a code when none reached the receiver, and tells who took it', async () => {
    await hand();
    sandbox.clock.moveBy(30 * hourMs);
    await untilHooks(4);
    const last = JSON.parse(hooks[3]?.body ?? '') as { takenBy?: string; handOverCode?: string };
    expect(last).toMatchObject({ status: 'DELIVERED', takenBy: 'Nguyễn Thị An Mẫu' });
    expect(last).not.toHaveProperty('handOverCode');
  });

  it('keeps to itself what it is told to, until it is asked', async () => {
    const journey = [
      { status: 'ACCEPTED', afterMs: 0 },
      { status: 'IN_TRANSIT', afterMs: hourMs, untold: true },
      { status: 'LOST', afterMs: 2 * hourMs },
    ];
    await send(`${sandbox.url}/parcels/journey`, 'PUT', journey);
    await hand();
    sandbox.clock.moveBy(3 * hourMs);
    await untilHooks(2);
    expect(statuses()).toEqual(['ACCEPTED', 'LOST']);
    const asked = await fetch(`${sandbox.url}/carrier/v1/orders/shp_1`, { headers });
    expect(await asked.json()).toMatchObject({ scans: [{}, { status: 'IN_TRANSIT' }, {}] });
  });

  it('takes the same order twice as one parcel, another under its id not at all', async () => {
    const first = await hand();
    expect(await hand()).toEqual({ status: 200, body: first.body });
    expect(await hand({ ...order, weightGrams: 121 })).toMatchObject({ status: 409, body: { code: 'ORDER_CONFLICT' } });
    expect(await hand({ ...order, orderId: 'shp_2' })).toMatchObject({
      status: 409,
      body: { code: 'TRACKING_NUMBER_TAKEN' },
    });
    const parcels = (await (await fetch(`${sandbox.url}/parcels`)).json()) as readonly Parcel[];
    expect(parcels).toMatchObject([{ id: 'shp_1', receiver: { address: '1 Phố Mẫu, 09556, 01, VN' } }]);
  });

  it.each([
    ['a wrong check digit', { ...order, trackingNumber: 'EA987654325VN' }, 422, 'TRACKING_NUMBER_INVALID'],
    ['no receiver', { ...order, receiver: undefined }, 400, 'FIELD_MISSING'],
    ['no weight', { ...order, weightGrams: 0 }, 400, 'FIELD_WRONG'],
    ['a receiver without a phone', { ...order, receiver: { ...order.receiver, phone: 'none' } }, 400, 'FIELD_WRONG'],
    ['no JSON', '{', 400, 'MALFORMED_JSON'],
  ])('refuses an order with %s', async (_what, body, status, code) => {
    expect(await hand(body)).toMatchObject({ status, body: { code } });
  });

  it('serves nobody without its key, and knows no order it was not given', async () => {
    expect(await send(`${sandbox.url}/carrier/v1/orders`, 'POST', order)).toMatchObject({
      status: 401,
      body: { code: 'API_KEY_WRONG' },
    });
    const unknown = await fetch(`${sandbox.url}/carrier/v1/orders/shp_9`, { headers });
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { code: 'ORDER_NOT_FOUND' }]);
  });

  it('quotes a price by distance and weight', async () => {
    const quote = (body: object) => send(`${sandbox.url}/carrier/v1/quotes`, 'POST', body, headers);
    const near = { fromProvinceCode: '01', toProvinceCode: '01', weightGrams: 100 };
    expect((await quote(near)).body).toEqual({
      amountVnd: 22_000,
      tariffId: 'sandbox-2026',
      transitWorkingDaysMin: 1,
      transitWorkingDaysMax: 2,
    });
    expect((await quote({ ...near, toProvinceCode: '79', weightGrams: 800 })).body).toMatchObject({
      amountVnd: 42_000,
    });
    expect(await quote({ ...near, toProvinceCode: 'Huế' })).toMatchObject({
      status: 400,
      body: { code: 'FIELD_WRONG' },
    });
  });

  it('lets a parcel fail twice and come back, where it is told to', async () => {
    const journey = [
      { status: 'ACCEPTED', afterMs: 0 },
      { status: 'ATTEMPT_FAILED', afterMs: 24 * hourMs, reasonCode: 'NOBODY_HOME' },
      { status: 'ATTEMPT_FAILED', afterMs: 96 * hourMs, reasonCode: 'NOBODY_HOME' },
      { status: 'RETURNED', afterMs: 120 * hourMs },
    ];
    expect(await send(`${sandbox.url}/parcels/journey`, 'PUT', journey)).toMatchObject({ status: 200, body: journey });
    await hand();
    sandbox.clock.moveBy(200 * hourMs);
    await untilHooks(4);
    const [first, second] = hooks.slice(1, 3).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(first?.['nextAttemptOn']).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(second).toMatchObject({ status: 'ATTEMPT_FAILED', reasonCode: 'NOBODY_HOME' });
    expect(second).not.toHaveProperty('nextAttemptOn');
    expect(statuses().at(-1)).toBe('RETURNED');
  });

  it.each([
    ['no list', {}],
    ['no beginning', [{ status: 'DELIVERED', afterMs: 0 }]],
    [
      'two endings',
      [
        { status: 'ACCEPTED', afterMs: 0 },
        { status: 'LOST', afterMs: 1 },
        { status: 'DELIVERED', afterMs: 2 },
      ],
    ],
    [
      'time going back',
      [
        { status: 'ACCEPTED', afterMs: 0 },
        { status: 'IN_TRANSIT', afterMs: 5 },
        { status: 'LOST', afterMs: 4 },
      ],
    ],
    [
      'an unknown door',
      [
        { status: 'ACCEPTED', afterMs: 0 },
        { status: 'DELIVERED', afterMs: 4, door: 'OPEN' },
      ],
    ],
    [
      'an unknown state',
      [
        { status: 'ACCEPTED', afterMs: 0 },
        { status: 'EATEN', afterMs: 4 },
      ],
    ],
  ])('refuses a journey with %s', async (_what, journey) => {
    expect(await send(`${sandbox.url}/parcels/journey`, 'PUT', journey)).toMatchObject({
      status: 400,
      body: { code: 'JOURNEY_WRONG' },
    });
  });
});
