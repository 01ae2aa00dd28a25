import { jest } from '@jest/globals';
import { engineEnvironment, findKafka, findMongo, type FaultHooks } from '@motcua/engines';
import { newId } from '@motcua/service-kit';
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
  type DeliveryBench,
} from './delivery-bench.js';

jest.setTimeout(180_000);

/** Engines that nobody else uses, so that they may be killed. */
interface Engines {
  readonly mongo: Required<FaultHooks>;
  readonly kafka: Required<FaultHooks>;
}

let bench: DeliveryBench;
let engines: Engines | null = null;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  engines = await findOwnEngines();
  if (engines === null) {
    console.warn('only given engines here: nothing may be killed, so nothing was tried');
    return;
  }
  bench = await openDeliveryBench();
  closing.unshift(() => bench.close());
  await officeHeard(bench);
  await bench.waitFor('delivery.v1', about((await submit(bench)).dossierId, 'postage.quoted'), 60_000);
}, 180_000);
afterAll(async () => {
  for (const close of closing) await close();
}, 120_000);

/** Null where engines can only be had as given ones: what others use is not killed. */
async function findOwnEngines(): Promise<Engines | null> {
  for (const given of ['MONGODB_URL', 'KAFKA_BROKERS']) Reflect.deleteProperty(process.env, given);
  const options = { dataDir: 'temporary', say: () => undefined };
  const [mongo, kafka] = await Promise.allSettled([findMongo(options), findKafka(options)]);
  for (const engine of [kafka, mongo]) if (engine.status === 'fulfilled') closing.push(() => engine.value.stop());
  if (mongo.status === 'rejected' || kafka.status === 'rejected') return null;
  Object.assign(process.env, engineEnvironment(mongo.value, kafka.value));
  const [ours, theirs] = [hooksOf(mongo.value), hooksOf(kafka.value)];
  return ours === null || theirs === null ? null : { mongo: ours, kafka: theirs };
}

function hooksOf(engine: FaultHooks): Required<FaultHooks> | null {
  const [kill, restart] = [engine.kill?.bind(engine), engine.restart?.bind(engine)];
  return kill === undefined || restart === undefined ? null : { kill, restart };
}

const heard = (dossierId: string, type: string) => bench.waitFor('delivery.v1', about(dossierId, type), 90_000);
const toldOnce = (dossierId: string, type: string) =>
  expect(
    new Set(
      bench
        .seen('delivery.v1')
        .filter(about(dossierId, type))
        .map(({ id }) => id),
    ).size,
  ).toBe(1);
const statusOf = async (id: string) => {
  const answer = await bench.query(bench.url, 'query ($id: ID!) { shipment(id: $id) { status } }', { id }, desk);
  return answer.at('shipment.status');
};
const give = (shipmentId: string, requestId = newId('req', new Date())) => {
  const document =
    'mutation ($input: HandOverToCarrierInput!) { handOverToCarrier(input: $input) { shipment { status } } }';
  return bench.query(bench.url, document, { input: { requestId, shipmentId } }, desk);
};

async function packed() {
  const submitted = await submit(bench);
  await heard(submitted.dossierId, 'postage.quoted');
  await resultReady(bench, submitted.dossierId);
  await untilTrue(async () => (await statusOf(submitted.shipmentId)) === 'PREPARED');
  return submitted;
}

async function underWay() {
  const { dossierId, shipmentId } = await packed();
  expect((await give(shipmentId)).codes).toEqual([]);
  const { data } = await heard(dossierId, 'shipment.handed-over');
  const says = (status: string, at: string) => {
    const door = status === 'DELIVERED' ? doorOf(bench, shipmentId) : {};
    const scan = { id: `${shipmentId}.${status}`, orderId: shipmentId, status, at };
    return webhook(bench, { ...scan, trackingNumber: data['trackingNumber'], ...door });
  };
  return { dossierId, shipmentId, says };
}

describe('while an engine is away', () => {
  it('Kafka: the carrier is heard and told all the same, and others hear of it afterwards, once', async () => {
    if (engines === null) return;
    const [moving, waiting] = [await underWay(), await packed()];
    await engines.kafka.kill();
    expect(await moving.says('OUT_FOR_DELIVERY', '2026-11-24T02:00:00.000Z')).toEqual([204, undefined]);
    expect(await moving.says('DELIVERED', '2026-11-24T04:00:00.000Z')).toEqual([204, undefined]);
    expect((await give(waiting.shipmentId)).codes).toEqual([]);
    await untilTrue(async () => (await statusOf(waiting.shipmentId)) === 'HANDED_OVER');
    expect(await statusOf(moving.shipmentId)).toBe('DELIVERED');
    await engines.kafka.restart();
    await heard(moving.dossierId, 'shipment.delivered');
    await heard(waiting.dossierId, 'shipment.handed-over');
    const afterwards = await packed();
    await heard(afterwards.dossierId, 'postage.quoted');
    for (const type of ['shipment.out-for-delivery', 'shipment.hand-over-code', 'shipment.delivered']) {
      toldOnce(moving.dossierId, type);
    }
    expect(bench.exits).toEqual([]);
  });

  it('MongoDB: nothing is answered that is not stored; asked and told again, it happens once', async () => {
    if (engines === null) return;
    const [moving, waiting] = [await underWay(), await packed()];
    const requestId = newId('req', new Date());
    await engines.mongo.kill();
    const [[status], answer] = await Promise.all([
      moving.says('OUT_FOR_DELIVERY', '2026-11-24T02:00:00.000Z'),
      give(waiting.shipmentId, requestId),
    ]);
    expect(status).toBeGreaterThanOrEqual(500);
    expect(answer.codes).toEqual(['INTERNAL']);
    await engines.mongo.restart();
    const again = async () =>
      (await moving.says('OUT_FOR_DELIVERY', '2026-11-24T02:00:00.000Z'))[0] === 204 &&
      (await give(waiting.shipmentId, requestId)).codes.length === 0;
    await untilTrue(again);
    await heard(moving.dossierId, 'shipment.out-for-delivery');
    await heard(waiting.dossierId, 'shipment.handed-over');
    expect(await moving.says('DELIVERED', '2026-11-24T04:00:00.000Z')).toEqual([204, undefined]);
    await heard(moving.dossierId, 'shipment.delivered');
    toldOnce(moving.dossierId, 'shipment.out-for-delivery');
    toldOnce(waiting.dossierId, 'shipment.handed-over');
    expect(bench.carrier.calls.filter((call) => call === `POST ${waiting.shipmentId}`)).toHaveLength(1);
    expect(bench.exits).toEqual([]);
  });
});
