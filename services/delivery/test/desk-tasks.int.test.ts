import { jest } from '@jest/globals';
import { newId, type Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import {
  about,
  desk,
  deskElsewhere,
  officeHeard,
  openDeliveryBench,
  owner,
  processor,
  resultReady,
  submit,
  untilTrue,
  webhook,
  type DeliveryBench,
} from './delivery-bench.js';

// A dozen parcels are packed in one story.
jest.setTimeout(60_000);

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await openDeliveryBench();
  await officeHeard(bench);
  await bench.waitFor('delivery.v1', about((await submit(bench)).dossierId, 'postage.quoted'));
}, 60_000);
beforeEach(() => {
  bench.carrier.is('UP');
});
afterAll(() => bench.close());

interface Task {
  readonly task: string;
  readonly since: string;
  readonly dossier: { readonly id: string };
}

const toHandle = async (viewer: Viewer = desk, officeId: string = desk.officeId) => {
  const document = `query ($id: ID!) { parcelsToHandle(officeId: $id) { task since dossier { id } shipment { status } } }`;
  const answer = await bench.query(bench.url, document, { id: officeId }, viewer);
  expect(answer.codes).toEqual([]);
  return answer.at('parcelsToHandle') as readonly Task[] | null; // as the schema says
};
const taskOf = async (dossierId: string) =>
  (await toHandle())?.find(({ dossier }) => dossier.id === dossierId)?.task ?? null;
const give = (shipmentId: string) => {
  const document =
    'mutation ($input: HandOverToCarrierInput!) { handOverToCarrier(input: $input) { shipment { id } } }';
  return bench.query(bench.url, document, { input: { requestId: newId('req', new Date()), shipmentId } }, desk);
};

async function packed() {
  const submitted = await submit(bench);
  await resultReady(bench, submitted.dossierId);
  await untilTrue(async () => (await taskOf(submitted.dossierId)) === 'GIVE_AWAY');
  return submitted;
}

async function underWay() {
  const { dossierId, shipmentId } = await packed();
  expect((await give(shipmentId)).codes).toEqual([]);
  const { data } = await bench.waitFor('delivery.v1', about(dossierId, 'shipment.handed-over'));
  const says = async (status: string, minutes: number) => {
    const at = new Date(bench.clock.now().getTime() + minutes * 60_000).toISOString();
    const scan = { id: `${shipmentId}.${status}`, orderId: shipmentId, status, at };
    expect(await webhook(bench, { ...scan, trackingNumber: data['trackingNumber'] })).toEqual([204, undefined]);
  };
  return { dossierId, shipmentId, says };
}

describe('the parcels that wait for the desk', () => {
  it('are told to the desk of their office alone, from packed to lost', async () => {
    const [waiting, refused] = [await packed(), await packed()];
    bench.carrier.is('REFUSING');
    await give(refused.shipmentId);
    expect(await taskOf(waiting.dossierId)).toBe('GIVE_AWAY');
    await untilTrue(async () => (await taskOf(refused.dossierId)) === 'GIVE_AWAY');
    bench.carrier.is('UP');
    const [unproven, lost, back, moving] = [await underWay(), await underWay(), await underWay(), await underWay()];
    expect(await taskOf(moving.dossierId)).toBeNull();
    await unproven.says('DELIVERED', 1);
    await lost.says('LOST', 2);
    await back.says('RETURNED', 3);
    const tasks = new Map((await toHandle())?.map(({ dossier, task }) => [dossier.id, task]));
    expect([unproven, lost, back].map(({ dossierId }) => tasks.get(dossierId))).toEqual([
      ...['FIND_OUT', 'ISSUE_AGAIN', 'TAKE_BACK'],
    ]);
    const since = ((await toHandle()) ?? []).map((parcel) => parcel.since);
    expect(since).toEqual([...since].sort());
    for (const viewer of [processor, deskElsewhere, owner]) expect(await toHandle(viewer)).toBeNull();
    expect(await toHandle(deskElsewhere, deskElsewhere.officeId)).toEqual([]);

    await moving.says('IN_TRANSIT', 4);
    bench.clock.set(new Date(bench.clock.now().getTime() + 4 * 24 * 3_600_000 + 5 * 60_000).toISOString());
    expect(await taskOf(moving.dossierId)).toBe('ASK_CARRIER');
  });
});

describe('a range of tracking numbers', () => {
  it('that is used up is said to the desk and in the log, and no parcel leaves without a number', async () => {
    const [last, next] = [await packed(), await packed()];
    const mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
    const counters = databaseOf(mongo).collection<{ _id: string; last: number }>('tracking-counters');
    await counters.updateMany({}, { $set: { last: 9_999_999 } });
    expect((await give(last.shipmentId)).codes).toEqual([]);
    expect(bench.lines.some((line) => line.includes('few tracking numbers are left'))).toBe(true);
    const { data } = await bench.waitFor('delivery.v1', about(last.dossierId, 'shipment.handed-over'));
    expect(data['trackingNumber']).toMatch(/^EA19999999\dVN$/);

    expect((await give(next.shipmentId)).codes).toEqual(['TRACKING_NUMBERS_USED_UP']);
    expect(await taskOf(next.dossierId)).toBe('GIVE_AWAY');
    expect(bench.carrier.calls.filter((call) => call.includes(next.shipmentId))).toEqual([]);
  });

  it('whose counter was lost gives no number twice: the parcel waits until a fresh one is drawn', async () => {
    const [one, other] = [await packed(), await packed()];
    const mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
    const counters = databaseOf(mongo).collection<{ _id: string; last: number }>('tracking-counters');
    await counters.updateMany({}, { $set: { last: 5_000 } });
    expect((await give(one.shipmentId)).codes).toEqual([]);
    await counters.updateMany({}, { $set: { last: 5_000 } });
    expect((await give(other.shipmentId)).codes).toEqual(['INTERNAL']);
    expect(await taskOf(other.dossierId)).toBe('GIVE_AWAY');
    expect((await give(other.shipmentId)).codes).toEqual([]);
    const numbers = [one, other].map(({ dossierId }) =>
      bench.waitFor('delivery.v1', about(dossierId, 'shipment.handed-over')).then(({ data }) => data['trackingNumber']),
    );
    expect(await Promise.all(numbers)).toEqual([
      expect.stringMatching(/^EA10005000/),
      expect.stringMatching(/^EA10005001/),
    ]);
  });
});
