import { jest } from '@jest/globals';
import { newId } from '@motcua/service-kit';
import { parseTrackingNumber } from '@motcua/vietnam';
import {
  about,
  desk,
  doorOf,
  officeHeard,
  openDeliveryBench,
  resultReady,
  submit,
  untilTrue,
  webhook,
  webhookSecret,
  type DeliveryBench,
  type ScanSaid,
} from './delivery-bench.js';
import { signedHeaders } from './carrier-double.js';

jest.setTimeout(20_000);

let bench: DeliveryBench;
let now = new Date('2026-11-23T05:00:00.000Z');
beforeAll(async () => {
  bench = await openDeliveryBench();
  await officeHeard(bench);
  await bench.waitFor('delivery.v1', about((await submit(bench)).dossierId, 'postage.quoted'));
}, 60_000);
beforeEach(() => {
  bench.carrier.is('UP');
});
afterAll(() => bench.close());

const heard = (dossierId: string, type: string) => bench.waitFor('delivery.v1', about(dossierId, type));
const told = (dossierId: string) =>
  bench
    .seen('delivery.v1')
    .filter(({ key }) => key === dossierId)
    .map(({ type }) => type);
const callsAbout = (shipmentId: string) => bench.carrier.calls.filter((call) => call.endsWith(` ${shipmentId}`));
const laterBy = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
  bench.clock.set(now.toISOString());
};

const shipmentQuery = `query ($id: ID!) { shipment(id: $id) {
  status reasonCode failedAttempts nextAttemptOn trackingNumber refusedBecause scans { status reasonCode } } }`;
const shown = async (shipmentId: string) =>
  (await bench.query(bench.url, shipmentQuery, { id: shipmentId }, desk)).at('shipment');
const statusOf = async (shipmentId: string) =>
  (await bench.query(bench.url, shipmentQuery, { id: shipmentId }, desk)).at('shipment.status');

async function give(shipmentId: string): Promise<void> {
  const input = { requestId: newId('req', new Date()), shipmentId };
  const document =
    'mutation ($input: HandOverToCarrierInput!) { handOverToCarrier(input: $input) { shipment { status } } }';
  const answer = await bench.query(bench.url, document, { input }, desk);
  expect(answer.textAt('handOverToCarrier.shipment.status')).toBe('HANDING_OVER');
}

async function aParcelGivenAway() {
  const submitted = await submit(bench);
  await resultReady(bench, submitted.dossierId);
  await untilTrue(async () => (await statusOf(submitted.shipmentId)) === 'PREPARED');
  await give(submitted.shipmentId);
  return submitted;
}

async function aParcelUnderWay() {
  const { dossierId, shipmentId } = await aParcelGivenAway();
  const { data } = await heard(dossierId, 'shipment.handed-over');
  const trackingNumber = String(data['trackingNumber']);
  const scan = (n: number, status: string, hours: number, reasonCode?: string): ScanSaid => ({
    ...{ id: `${shipmentId}.${String(n)}`, orderId: shipmentId, trackingNumber, status },
    at: new Date(Date.parse('2026-11-23T05:00:00.000Z') + hours * 3_600_000).toISOString(),
    ...(reasonCode === undefined ? {} : { reasonCode }),
    ...(status === 'DELIVERED' ? doorOf(bench, shipmentId) : {}),
  });
  return { dossierId, shipmentId, trackingNumber, scan };
}

describe('giving a parcel to the carrier', () => {
  it('tells it once, with a number of its own, and then tells everybody', async () => {
    const [one, other] = [await aParcelUnderWay(), await aParcelUnderWay()];
    expect(parseTrackingNumber(one.trackingNumber)).toMatchObject({ service: 'EA', country: 'VN' });
    expect(other.trackingNumber).not.toBe(one.trackingNumber);
    expect((await heard(one.dossierId, 'shipment.handed-over')).data).toMatchObject({
      shipmentId: one.shipmentId,
      carrier: 'vnpost',
      at: '2026-11-23T05:00:00.000Z',
    });
    expect(callsAbout(one.shipmentId)).toEqual([`POST ${one.shipmentId}`]);
    expect([...bench.carrier.keys]).toEqual(['Bearer development-only-carrier-key']);
    expect(bench.carrier.parcels.get(one.shipmentId)).toMatchObject({ trackingNumber: one.trackingNumber });
  });

  it('waits while the carrier is down, and succeeds when it is back', async () => {
    bench.carrier.is('DOWN');
    const { dossierId, shipmentId } = await aParcelGivenAway();
    await untilTrue(() => callsAbout(shipmentId).length === 1);
    laterBy(1);
    await untilTrue(() => callsAbout(shipmentId).length === 2);
    expect(await shown(shipmentId)).toMatchObject({ status: 'HANDING_OVER', scans: [] });
    bench.carrier.is('UP');
    laterBy(2);
    await heard(dossierId, 'shipment.handed-over');
    expect(callsAbout(shipmentId)).toEqual([
      `POST ${shipmentId}`,
      `GET ${shipmentId}`,
      `GET ${shipmentId}`,
      `POST ${shipmentId}`,
    ]);
  });

  it('makes no second parcel when the carrier took it and its answer never came', async () => {
    bench.carrier.is('MUTE');
    const { dossierId, shipmentId } = await aParcelGivenAway();
    await untilTrue(() => bench.lines.some((line) => line.includes(shipmentId) && line.includes('UNKNOWN')));
    expect(await statusOf(shipmentId)).toBe('HANDING_OVER');
    bench.carrier.is('UP');
    laterBy(1);
    await heard(dossierId, 'shipment.handed-over');
    expect(callsAbout(shipmentId)).toEqual([`POST ${shipmentId}`, `GET ${shipmentId}`]);
    expect(told(dossierId)).toEqual(['postage.quoted', 'shipment.handed-over']);
  });

  it('is proved by a scan when the answer never came', async () => {
    bench.carrier.is('MUTE');
    const { dossierId, shipmentId } = await aParcelGivenAway();
    await untilTrue(() => bench.carrier.parcels.has(shipmentId));
    const trackingNumber = bench.carrier.parcels.get(shipmentId)?.trackingNumber ?? '';
    const at = '2026-11-23T06:00:00.000Z';
    const said = { id: `${shipmentId}.1`, orderId: shipmentId, trackingNumber, status: 'ACCEPTED', at };
    expect(await webhook(bench, said)).toEqual([204, undefined]);
    expect((await heard(dossierId, 'shipment.handed-over')).data).toMatchObject({ at });
    expect(await shown(shipmentId)).toMatchObject({ status: 'HANDED_OVER', scans: [{ status: 'HANDED_OVER' }] });
  });

  it('goes back to the desk when the carrier refuses, and may be tried again under another number', async () => {
    bench.carrier.is('REFUSING');
    const { dossierId, shipmentId } = await aParcelGivenAway();
    await untilTrue(async () => (await statusOf(shipmentId)) === 'PREPARED');
    expect(await shown(shipmentId)).toMatchObject({ refusedBecause: 'RECEIVER_UNREACHABLE', trackingNumber: null });
    bench.carrier.is('UP');
    await give(shipmentId);
    await heard(dossierId, 'shipment.handed-over');
    expect(await shown(shipmentId)).toMatchObject({ status: 'HANDED_OVER', refusedBecause: null });
  });
});

describe('a webhook', () => {
  it('moves the parcel to its receiver; each scan counts once and late ones move nothing', async () => {
    const { dossierId, shipmentId, trackingNumber, scan } = await aParcelUnderWay();
    const [outForDelivery, delivered] = [scan(3, 'OUT_FOR_DELIVERY', 24), scan(4, 'DELIVERED', 28)];
    for (const said of [outForDelivery, outForDelivery, scan(2, 'IN_TRANSIT', 4), delivered, delivered]) {
      expect(await webhook(bench, said)).toEqual([204, undefined]);
    }
    expect(await webhook(bench, scan(5, 'ATTEMPT_FAILED', 30))).toEqual([204, undefined]);
    expect((await heard(dossierId, 'shipment.delivered')).data).toEqual({
      ...{ dossierId, shipmentId, trackingNumber },
      at: '2026-11-24T09:00:00.000Z',
    });
    expect(await shown(shipmentId)).toMatchObject({
      status: 'DELIVERED',
      scans: [
        { status: 'IN_TRANSIT' },
        { status: 'OUT_FOR_DELIVERY' },
        { status: 'DELIVERED' },
        { status: 'ATTEMPT_FAILED' },
      ],
    });
    expect(told(dossierId)).toEqual([
      'postage.quoted',
      'shipment.handed-over',
      'shipment.out-for-delivery',
      'shipment.hand-over-code',
      'shipment.delivered',
    ]);
  });

  it('five times at once counts once', async () => {
    const { dossierId, shipmentId, scan } = await aParcelUnderWay();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => webhook(bench, scan(2, 'DELIVERED', 4))));
    expect(answers).toEqual(Array.from({ length: 5 }, () => [204, undefined]));
    await heard(dossierId, 'shipment.delivered');
    expect(await shown(shipmentId)).toMatchObject({ scans: [{ status: 'DELIVERED' }] });
  });

  it('tells of tries that failed, and of the way back', async () => {
    const { dossierId, shipmentId, scan } = await aParcelUnderWay();
    await webhook(bench, scan(2, 'OUT_FOR_DELIVERY', 24));
    const again = { ...scan(3, 'ATTEMPT_FAILED', 25, 'NOBODY_HOME'), nextAttemptOn: '2026-11-26' };
    const nonsense = { ...again, id: `${again.id}.x`, nextAttemptOn: '26/11/2026' };
    expect(await webhook(bench, nonsense)).toEqual([400, 'WEBHOOK_MALFORMED']);
    await webhook(bench, again);
    expect(await shown(shipmentId)).toMatchObject({ status: 'ATTEMPT_FAILED', nextAttemptOn: '2026-11-26' });
    await webhook(bench, scan(4, 'OUT_FOR_DELIVERY', 48));
    await webhook(bench, scan(5, 'ATTEMPT_FAILED', 49));
    expect(await shown(shipmentId)).toMatchObject({
      ...{ status: 'RETURNING', reasonCode: null, failedAttempts: 2, nextAttemptOn: null },
    });
    await webhook(bench, scan(6, 'RETURNED', 72, 'NOBODY_HOME'));
    expect((await heard(dossierId, 'shipment.returned')).data).toMatchObject({ reasonCode: 'NOBODY_HOME' });
    const failed = bench.seen('delivery.v1').filter(about(dossierId, 'shipment.attempt-failed'));
    expect(failed.map(({ data }) => [data['attempt'], data['reasonCode']])).toEqual([
      [1, 'NOBODY_HOME'],
      [2, 'NO_REASON_GIVEN'],
    ]);
    const lost = await aParcelUnderWay();
    await webhook(bench, lost.scan(2, 'LOST', 24));
    await heard(lost.dossierId, 'shipment.lost');
  });

  it('that the carrier did not sign just now is refused with a code, and nothing changes', async () => {
    const { shipmentId, trackingNumber, scan } = await aParcelUnderWay();
    const said = scan(2, 'DELIVERED', 4);
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const unsigned = [401, 'WEBHOOK_UNSIGNED'];
    expect(await webhook(bench, said, { secret: 'another-secret-of-16' })).toEqual(unsigned);
    expect(await webhook(bench, said, { headers: { 'webhook-signature': '' } })).toEqual(unsigned);
    expect(await webhook(bench, said, { headers: { 'webhook-id': 'another' } })).toEqual(unsigned);
    expect(await webhook(bench, said, { body: JSON.stringify(said, null, 1) })).toEqual(unsigned);
    expect(await webhook(bench, said, { at: minutesAgo(6) })).toEqual([401, 'WEBHOOK_STALE']);
    expect(await webhook(bench, said, { at: minutesAgo(-6) })).toEqual([401, 'WEBHOOK_STALE']);
    const as = (n: number, changes: object) => webhook(bench, { ...said, id: `${said.id}.${String(n)}`, ...changes });
    expect(await as(1, { status: 'EATEN' })).toEqual([400, 'WEBHOOK_MALFORMED']);
    expect(await as(2, { orderId: 'pay_1' })).toEqual([400, 'WEBHOOK_MALFORMED']);
    expect(await as(3, { trackingNumber: 'EA987654326VN' })).toEqual([409, 'TRACKING_NUMBER_DIFFERS']);
    expect(await as(4, { orderId: 'shp_nobody' })).toEqual([404, 'SHIPMENT_NOT_HANDED_OVER']);
    expect(await as(4, { orderId: shipmentId })).toEqual([409, 'WEBHOOK_ID_REUSED']);
    expect(await shown(shipmentId)).toMatchObject({ status: 'HANDED_OVER', trackingNumber, scans: [] });
    // The sandbox's clock moves business time only: the tolerance is of real time.
    laterBy(10);
    expect(await webhook(bench, said)).toEqual([204, undefined]);
    const other = { ...said, status: 'LOST' };
    expect(await webhook(bench, other)).toEqual([409, 'WEBHOOK_ID_REUSED']);
    const headers = signedHeaders(webhookSecret, 'another', JSON.stringify(other));
    expect(await webhook(bench, other, { headers })).toEqual([409, 'SCAN_CONTRADICTS']);
    expect(await shown(shipmentId)).toMatchObject({ status: 'DELIVERED' });
  });
});

describe('a parcel nobody hears of', () => {
  it('is asked about after twelve hours, and what was scanned counts once, however it comes', async () => {
    const { dossierId, shipmentId, scan } = await aParcelUnderWay();
    const outForDelivery = scan(2, 'OUT_FOR_DELIVERY', 4);
    bench.carrier.scanned(shipmentId, [outForDelivery]);
    laterBy(12 * 60);
    await heard(dossierId, 'shipment.out-for-delivery');
    expect(await webhook(bench, outForDelivery)).toEqual([204, undefined]);
    expect(await shown(shipmentId)).toMatchObject({ scans: [{ status: 'OUT_FOR_DELIVERY' }] });
    bench.carrier.is('DOWN');
    laterBy(12 * 60);
    await untilTrue(() => callsAbout(shipmentId).length === 3);
    bench.carrier.is('UP');
    bench.carrier.scanned(shipmentId, [outForDelivery, scan(3, 'DELIVERED', 28)]);
    laterBy(1);
    await heard(dossierId, 'shipment.delivered');
    expect(told(dossierId).slice(2)).toEqual([
      ...['shipment.out-for-delivery', 'shipment.hand-over-code', 'shipment.delivered'],
    ]);
    const asked = callsAbout(shipmentId).length;
    const marker = await aParcelUnderWay();
    laterBy(12 * 60);
    await untilTrue(() => callsAbout(marker.shipmentId).length > 1);
    expect(callsAbout(shipmentId)).toHaveLength(asked);
  });
});
