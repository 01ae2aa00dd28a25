import { jest } from '@jest/globals';
import { createOpener, newId, type Mongo, type Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import {
  about,
  anotherCitizen,
  desk,
  doorOf,
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

jest.setTimeout(20_000);

let bench: DeliveryBench;
let mongo: Mongo;
beforeAll(async () => {
  bench = await openDeliveryBench();
  mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
  await officeHeard(bench);
}, 60_000);
afterAll(() => bench.close());

const heard = (dossierId: string, type: string) => bench.waitFor('delivery.v1', about(dossierId, type));
const told = (dossierId: string, type: string) => bench.seen('delivery.v1').filter(about(dossierId, type));
const shown = async (id: string) => {
  const document = `query ($id: ID!) { shipment(id: $id) { status reasonCode proof } }`;
  return (await bench.query(bench.url, document, { id }, owner)).at('shipment');
};
const confirm = (shipmentId: string, viewer: Viewer = desk, because = 'RECEIVER_CONFIRMED') => {
  const document = `mutation ($input: ConfirmDeliveryInput!) { confirmDelivery(input: $input) { shipment { proof } } }`;
  const input = { requestId: newId('req', new Date()), shipmentId, because };
  return bench.query(bench.url, document, { input }, viewer);
};

async function outForDelivery() {
  const { dossierId, shipmentId } = await submit(bench);
  await resultReady(bench, dossierId);
  await untilTrue(async () => JSON.stringify(await shown(shipmentId)).includes('PREPARED'));
  const document = `mutation ($input: HandOverToCarrierInput!) { handOverToCarrier(input: $input) { shipment { id } } }`;
  await bench.query(bench.url, document, { input: { requestId: newId('req', new Date()), shipmentId } }, desk);
  const { data } = await heard(dossierId, 'shipment.handed-over');
  let n = 0;
  const says = async (status: string, door: object = {}) => {
    n += 1;
    const scan = {
      id: `${shipmentId}.${String(n)}`,
      orderId: shipmentId,
      trackingNumber: data['trackingNumber'],
      status,
    };
    const at = new Date(Date.parse('2026-11-23T05:00:00.000Z') + n * 60_000).toISOString();
    expect(await webhook(bench, { ...scan, at, ...door })).toEqual([204, undefined]);
  };
  await says('OUT_FOR_DELIVERY');
  return { dossierId, shipmentId, says };
}

describe('the code at the door', () => {
  it('goes out sealed, for notifications alone, when the courier is on the way', async () => {
    const { dossierId, shipmentId } = await outForDelivery();
    const { data, raw } = await heard(dossierId, 'shipment.hand-over-code');
    const keys = bench.keys.sealingPrivateKeysOf('notifications');
    if (keys === undefined) throw new Error('the bench has no keys for notifications');
    const { handOverCode } = doorOf(bench, shipmentId);
    expect(await createOpener(keys).open(String(data['sealedCode']))).toEqual({
      ...{ code: handOverCode, usefulUntil: '2026-12-07T05:00:00.000Z' },
    });
    expect(raw).not.toContain(handOverCode);
  });

  it('proves the delivery, with the name of who took it, and only then others hear of it', async () => {
    const { dossierId, shipmentId, says } = await outForDelivery();
    await says('DELIVERED', doorOf(bench, shipmentId));
    await heard(dossierId, 'shipment.delivered');
    expect(await shown(shipmentId)).toEqual({ status: 'DELIVERED', reasonCode: null, proof: 'RECEIVER_CODE' });
    const kept = await databaseOf(mongo).collection<{ _id: string }>('shipments').findOne({ _id: shipmentId });
    const messages = await databaseOf(mongo).collection('carrier_messages').find({ shipmentId }).toArray();
    expect(messages.map(({ outcome }) => String(outcome))).toEqual(['TAKEN', 'TAKEN']);
    const everything = JSON.stringify([kept, messages, bench.seen('delivery.v1'), bench.lines]);
    expect(everything).not.toContain('Nhận Mẫu');
    // Digits of a code may stand in any number; with the name of its field it would be the code.
    expect(everything).not.toContain('handOverCode');
  });

  it.each([
    ['without a code', {}, 'NOT_PROVEN'],
    ['without a name', { takenBy: undefined }, 'NOT_PROVEN'],
    ['with another code', { handOverCode: 'x' }, 'CODE_WRONG'],
  ])('said %s leaves the delivery to the desk', async (_, changes, reasonCode) => {
    const { dossierId, shipmentId, says } = await outForDelivery();
    const door = Object.keys(changes).length === 0 ? {} : { ...doorOf(bench, shipmentId), ...changes };
    await says('DELIVERED', door);
    expect(await shown(shipmentId)).toEqual({ status: 'DELIVERY_UNPROVEN', reasonCode, proof: null });
    expect((await confirm(shipmentId, processor)).codes).toEqual(['FORBIDDEN']);
    expect((await confirm(shipmentId, owner)).codes).toEqual(['FORBIDDEN']);
    expect((await confirm(shipmentId, anotherCitizen)).codes).toEqual(['SHIPMENT_NOT_FOUND']);
    expect(told(dossierId, 'shipment.delivered')).toEqual([]);
    expect((await confirm(shipmentId)).at('confirmDelivery.shipment.proof')).toBe('RECEIVER_CONFIRMED');
    expect((await heard(dossierId, 'shipment.delivered')).data).toMatchObject({ at: '2026-11-23T05:02:00.000Z' });
    expect((await confirm(shipmentId)).codes).toEqual(['NOTHING_TO_CONFIRM']);
  });

  it('guessed too often opens nothing, though the carrier may say better before that', async () => {
    const [patient, guesser] = [await outForDelivery(), await outForDelivery()];
    for (const { says, shipmentId, wrong } of [
      { ...patient, wrong: 4 },
      { ...guesser, wrong: 5 },
    ]) {
      for (let guess = 0; guess < wrong; guess += 1) {
        await says('DELIVERED', { ...doorOf(bench, shipmentId), handOverCode: `00000${String(guess)}x` });
      }
      await says('DELIVERED', doorOf(bench, shipmentId));
    }
    await heard(patient.dossierId, 'shipment.delivered');
    expect(await shown(guesser.shipmentId)).toMatchObject({ status: 'DELIVERY_UNPROVEN', reasonCode: 'CODE_WRONG' });
    expect(told(guesser.dossierId, 'shipment.delivered')).toEqual([]);
  });
});
