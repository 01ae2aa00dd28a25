import { jest } from '@jest/globals';
import { newId, type Mongo, type Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import {
  about,
  anotherCitizen,
  desk,
  officeHeard,
  openDeliveryBench,
  owner,
  resultReady,
  submit,
  untilTrue,
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

const elsewhere = {
  receiverName: 'Trần Văn Mẫu',
  receiverPhone: '0987.654.321',
  provinceCode: '01',
  wardCode: '09556',
  detail: 'Số 2 ngõ Mẫu',
};
const change = (
  shipmentId: string,
  changes: Partial<typeof elsewhere> = {},
  { viewer = owner, requestId = newId('req', new Date()) }: { viewer?: Viewer; requestId?: string } = {},
) => {
  const document = `mutation ($input: ChangeDeliveryAddressInput!) {
    changeDeliveryAddress(input: $input) { shipment { status postageVnd } } }`;
  return bench.query(bench.url, document, { input: { requestId, shipmentId, ...elsewhere, ...changes } }, viewer);
};
const statusOf = async (id: string) =>
  (await bench.query(bench.url, 'query ($id: ID!) { shipment(id: $id) { status } }', { id }, desk)).at(
    'shipment.status',
  );

async function aParcel() {
  const submitted = await submit(bench);
  await bench.waitFor('delivery.v1', about(submitted.dossierId, 'postage.quoted'));
  return submitted;
}

async function giveAway({ dossierId, shipmentId }: { dossierId: string; shipmentId: string }) {
  await resultReady(bench, dossierId);
  await untilTrue(async () => (await statusOf(shipmentId)) === 'PREPARED');
  const document = `mutation ($input: HandOverToCarrierInput!) { handOverToCarrier(input: $input) { shipment { id } } }`;
  await bench.query(bench.url, document, { input: { requestId: newId('req', new Date()), shipmentId } }, desk);
  await bench.waitFor('delivery.v1', about(dossierId, 'shipment.handed-over'));
}

describe('another address', () => {
  it('is where the parcel then goes, and nowhere in the clear', async () => {
    const parcel = await aParcel();
    const requestId = newId('req', new Date());
    const [first, again] = [
      await change(parcel.shipmentId, {}, { requestId }),
      await change(parcel.shipmentId, {}, { requestId }),
    ];
    expect([first.codes, again.codes, first.at('changeDeliveryAddress.shipment')]).toEqual([
      ...[[], []],
      { status: 'AWAITING_RESULT', postageVnd: 20_000 },
    ]);
    expect((await change(parcel.shipmentId, { detail: 'Số 3' }, { requestId })).codes).toEqual(['REQUEST_ID_REUSED']);
    await giveAway(parcel);
    expect(bench.carrier.parcels.get(parcel.shipmentId)).toMatchObject({
      receiver: {
        ...{ name: 'Trần Văn Mẫu', phone: '+84987654321' },
        address: { countryCode: 'VN', provinceCode: '01', wardCode: '09556', detail: 'Số 2 ngõ Mẫu' },
      },
    });
    const kept = await databaseOf(mongo).collection<{ _id: string }>('shipments').findOne({ _id: parcel.shipmentId });
    const requests = await databaseOf(mongo).collection('requests').find({}).toArray();
    const everything = JSON.stringify([kept, requests, bench.seen('delivery.v1'), bench.lines]);
    for (const canary of ['Trần Văn Mẫu', '987654321', 'Số 2 ngõ Mẫu']) expect(everything).not.toContain(canary);
  });

  it('is refused with everything that is wrong with it, a merged ward with its successor', async () => {
    const { shipmentId } = await aParcel();
    const answer = await change(shipmentId, { wardCode: '09541', receiverPhone: '+49 30 1234567' });
    expect(answer.codes).toEqual(['ADDRESS_NOT_DELIVERABLE']);
    expect(JSON.stringify(answer)).toContain('Phường Hà Đông');
    expect(JSON.stringify(answer)).toContain('NOT_VIETNAMESE');
    expect(JSON.stringify(answer)).not.toContain('1234567');
  });

  it('is refused where it would cost something else, which has been paid', async () => {
    const { shipmentId } = await aParcel();
    const answer = await change(shipmentId, { provinceCode: '79', wardCode: '26734' });
    expect(answer.codes).toEqual(['POSTAGE_WOULD_CHANGE']);
    expect(JSON.stringify(answer)).toContain('"newPostageVnd":40000');
  });

  it('is the applicant’s to say, and nobody else’s, and not once the carrier is told', async () => {
    const parcel = await aParcel();
    const guest = { kind: 'guest', id: 'gst_1', opens: parcel.dossierId } as const;
    expect((await change(parcel.shipmentId, {}, { viewer: desk })).codes).toEqual(['FORBIDDEN']);
    for (const viewer of [anotherCitizen, { ...guest, opens: 'dos_another' }, { kind: 'anonymous' } as const]) {
      expect((await change(parcel.shipmentId, {}, { viewer })).codes).toEqual(['SHIPMENT_NOT_FOUND']);
    }
    expect((await change(parcel.shipmentId, {}, { viewer: guest })).codes).toEqual([]);
    await giveAway(parcel);
    expect((await change(parcel.shipmentId)).codes).toEqual(['SHIPMENT_ALREADY_HANDED_OVER']);
  });
});
