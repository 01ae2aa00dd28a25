import { jest } from '@jest/globals';
import { DossierErased } from '@motcua/event-contracts';
import { readPrinted } from '@motcua/printed-documents/testing';
import { newId, type Mongo, type Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import {
  about,
  deskElsewhere,
  desk,
  officeHeard,
  openDeliveryBench,
  owner,
  processor,
  receiver,
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

const statusOf = async (id: string) =>
  (await bench.query(bench.url, 'query ($id: ID!) { shipment(id: $id) { status } }', { id }, desk)).at(
    'shipment.status',
  );
const act =
  (name: string, Input: string, fields: string) =>
  (shipmentId: string, viewer: Viewer = desk) => {
    const document = `mutation ($input: ${Input}!) { ${name}(input: $input) { ${fields} } }`;
    const input = { requestId: newId('req', new Date()), shipmentId };
    return bench.query(bench.url, document, { input }, viewer);
  };
const label = act('printLabel', 'PrintLabelInput', 'downloadPath shipment { labelPrintedAt trackingNumber }');
const give = act('handOverToCarrier', 'HandOverToCarrierInput', 'shipment { id }');
const list = (day: string, viewer: Viewer = desk) =>
  bench.query(
    bench.url,
    'query ($day: Date!) { handOverList(day: $day) { day downloadPath parcels { id trackingNumber } } }',
    { day },
    viewer,
  );

async function fetched(path: string) {
  const response = await fetch(`${bench.url}${path}`);
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function aParcel() {
  const submitted = await submit(bench);
  await resultReady(bench, submitted.dossierId);
  await untilTrue(async () => (await statusOf(submitted.shipmentId)) === 'PREPARED');
  return submitted;
}

async function givenAway() {
  const parcel = await aParcel();
  expect((await give(parcel.shipmentId)).codes).toEqual([]);
  await bench.waitFor('delivery.v1', about(parcel.dossierId, 'shipment.handed-over'));
  return parcel;
}

describe('a label', () => {
  it('is given out once the parcel has a number, to the desk alone, and each time is recorded', async () => {
    const { shipmentId } = await aParcel();
    expect((await label(shipmentId)).codes).toEqual(['LABEL_NOT_DUE']);
    const parcel = await givenAway();
    expect((await label(parcel.shipmentId, owner)).codes).toEqual(['FORBIDDEN']);
    expect((await label(parcel.shipmentId, processor)).codes).toEqual(['FORBIDDEN']);
    expect((await label(parcel.shipmentId, deskElsewhere)).codes).toEqual(['SHIPMENT_NOT_FOUND']);
    const [first, second] = [await label(parcel.shipmentId), await label(parcel.shipmentId)];
    expect([first.codes, second.codes]).toEqual([[], []]);
    const row = await databaseOf(mongo).collection<{ _id: string }>('shipments').findOne({ _id: parcel.shipmentId });
    const { facts } = row as unknown as { facts: { type: string; actor: { id: string } }[] }; // the store wrote it
    const printed = facts.filter(({ type }) => type === 'LabelPrinted');
    expect(printed.map(({ actor }) => actor.id)).toEqual(['officer-1', 'officer-1']);
  });

  it('shows who gets the parcel, its number as bars, and who sends it', async () => {
    const { shipmentId } = await givenAway();
    const answer = await label(shipmentId);
    const { status, headers, bytes } = await fetched(answer.textAt('printLabel.downloadPath'));
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      ...[200, 'application/pdf', 'private, no-store'],
    ]);
    const { text, pages } = readPrinted(bytes);
    const trackingNumber = answer.textAt('printLabel.shipment.trackingNumber');
    for (const shown of [receiver.name, receiver.phone, receiver.address.detail, 'Phường Hà Đông', trackingNumber]) {
      expect(text).toContain(shown);
    }
    expect(text).toContain('02433.824.606');
    expect(pages).toHaveLength(1);
    expect(pages[0]?.figures.length).toBeGreaterThan(30);
  });

  it('to a ward that was merged since it was written names who took it over', async () => {
    const address = { ...receiver.address, wardCode: '09541' };
    const { dossierId, shipmentId } = await submit(bench, { sealed: { ...receiver, address } });
    await resultReady(bench, dossierId);
    await untilTrue(async () => (await statusOf(shipmentId)) === 'PREPARED');
    await give(shipmentId);
    const { bytes } = await fetched((await label(shipmentId)).textAt('printLabel.downloadPath'));
    expect(readPrinted(bytes).text.replace(/\s+/g, ' ')).toContain('(nay Phường Đại Mỗ hoặc Phường Hà Đông)');
  });

  it('opens for no forged link, none of another kind, and none that is over', async () => {
    const { shipmentId, dossierId } = await givenAway();
    const path = (await label(shipmentId)).textAt('printLabel.downloadPath');
    const day = (await list('2026-11-23')).textAt('handOverList.downloadPath');
    const forged = [path.slice(0, -2), `${path}x`, path.replace('/labels/', '/hand-over-lists/'), '/labels/'];
    for (const link of [...forged, day.replace('/hand-over-lists/', '/labels/')]) {
      expect((await fetched(link)).status).toBe(404);
    }
    expect((await fetched(path)).status).toBe(200);
    const data = { ...DossierErased.sample, dossierId };
    await bench.publishTwice(DossierErased, data, { id: `${dossierId}/99`, key: dossierId });
    await untilTrue(async () => (await fetched(path)).status === 404);
    expect((await label(shipmentId)).codes).toEqual(['ADDRESS_ERASED']);
    const other = (await label((await givenAway()).shipmentId)).textAt('printLabel.downloadPath');
    bench.clock.set(new Date(bench.clock.now().getTime() + 5 * 60_000).toISOString());
    expect((await fetched(other)).status).toBe(404);
    expect(JSON.stringify(bench.lines)).not.toContain(receiver.name);
  });
});

describe('the list of a day', () => {
  it('names what the office gave to the carrier, for both to sign, and no receiver', async () => {
    const parcels = [await givenAway(), await givenAway()];
    const answer = await list('2026-11-23');
    const shown = JSON.stringify(answer.at('handOverList.parcels'));
    for (const { shipmentId } of parcels) expect(shown).toContain(`"${shipmentId}"`);
    const { text } = readPrinted((await fetched(answer.textAt('handOverList.downloadPath'))).bytes);
    for (const { shipmentId } of parcels) {
      expect(text).toContain(bench.carrier.parcels.get(shipmentId)?.trackingNumber);
    }
    for (const words of ['BÊN GIAO', 'BÊN NHẬN', '23/11/2026']) expect(text).toContain(words);
    for (const canary of [receiver.name, receiver.phone, receiver.address.detail]) expect(text).not.toContain(canary);
  });

  it('is empty on another day, and not for others', async () => {
    expect((await list('2026-11-24')).at('handOverList.parcels')).toEqual([]);
    expect((await list('2026-11-23', deskElsewhere)).at('handOverList.parcels')).toEqual([]);
    for (const viewer of [owner, processor]) expect((await list('2026-11-23', viewer)).at('handOverList')).toBeNull();
    expect((await list('2026-02-30')).codes).not.toEqual([]);
  });
});
