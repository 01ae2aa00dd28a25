import { jest } from '@jest/globals';
import {
  DossierDeclined,
  DossierErased,
  DossierRejected,
  DossierResultReissued,
  DossierStopped,
  DossierTransferred,
  DossierWithdrawalSettled,
  DossierWithdrawn,
} from '@motcua/event-contracts';
import { newId, type Viewer } from '@motcua/service-kit';
import {
  about,
  anotherCitizen,
  desk,
  deskElsewhere,
  doorOf,
  officeHeard,
  openDeliveryBench,
  owner,
  processor,
  receiver,
  resultReady,
  submit,
  untilTrue,
  webhook,
  type DeliveryBench,
} from './delivery-bench.js';

jest.setTimeout(20_000);

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await openDeliveryBench();
  await officeHeard(bench);
  await officeHeard(bench, deskElsewhere.officeId);
  await heard((await submit(bench)).dossierId, 'postage.quoted');
}, 60_000);
afterAll(() => bench.close());

const heard = (dossierId: string, type: string) => bench.waitFor('delivery.v1', about(dossierId, type));
const told = (dossierId: string) => bench.seen('delivery.v1').filter(({ key }) => key === dossierId);
const dead = (dossierId: string, code: string) =>
  bench.waitFor('dossier.v1.delivery.dead', (letter) => {
    return letter.raw.includes(dossierId) && JSON.stringify(letter.headers).includes(code);
  });
const fields = `id status reasonCode failedAttempts copy postageVnd trackingNumber returnAcceptedAt cancelledBecause`;
const shown = async (shipmentId: string, viewer: Viewer = desk) => {
  const document = `query ($id: ID!) { shipment(id: $id) { ${fields} } }`;
  return (await bench.query(bench.url, document, { id: shipmentId }, viewer)).at('shipment');
};
const until = (shipmentId: string, text: string) =>
  untilTrue(async () => JSON.stringify(await shown(shipmentId)).includes(text));
const ofDossier = async (dossierId: string, viewer: Viewer = owner) => {
  const document = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dossier {
    shipment { id status } shipments { id status } } } }`;
  const answer = await bench.query(bench.url, document, { r: [{ __typename: 'Dossier', id: dossierId }] }, viewer);
  return answer.at('_entities.0');
};
const act = (name: string, shipmentId: string, viewer: Viewer = desk, requestId = newId('req', new Date())) => {
  const Input = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation ($input: ${Input}!) { ${name}(input: $input) { shipment { status } } }`;
  return bench.query(bench.url, document, { input: { requestId, shipmentId } }, viewer);
};

async function aParcel() {
  const submitted = await submit(bench);
  await resultReady(bench, submitted.dossierId);
  await until(submitted.shipmentId, 'PREPARED');
  return submitted;
}

async function giveAway(shipmentId: string) {
  expect((await act('handOverToCarrier', shipmentId)).codes).toEqual([]);
  await until(shipmentId, 'HANDED_OVER');
  const trackingNumber = bench.carrier.parcels.get(shipmentId)?.trackingNumber ?? '';
  let n = 0;
  return async (status: string, reasonCode?: string) => {
    n += 1;
    const at = new Date(Date.parse('2026-11-23T05:00:00.000Z') + n * 3_600_000).toISOString();
    const scan = { id: `${shipmentId}.s${String(n)}`, orderId: shipmentId, trackingNumber, status, reasonCode, at };
    const said = { ...scan, ...(status === 'DELIVERED' ? doorOf(bench, shipmentId) : {}) };
    expect(await webhook(bench, said)).toEqual([204, undefined]);
  };
}

const reissue = (dossierId: string, copy: number) =>
  bench.publishTwice(
    DossierResultReissued,
    { ...DossierResultReissued.sample, dossierId, copy },
    { id: `${dossierId}/${String(20 + copy)}`, key: dossierId },
  );

describe('a parcel that comes back', () => {
  it('after two tries is taken back by the desk of the office, and nobody else', async () => {
    const { dossierId, shipmentId } = await aParcel();
    const scan = await giveAway(shipmentId);
    expect((await act('acceptReturn', shipmentId)).codes).toEqual(['RETURN_NOT_EXPECTED']);
    await scan('ATTEMPT_FAILED', 'NOBODY_HOME');
    await scan('OUT_FOR_DELIVERY');
    await scan('ATTEMPT_FAILED', 'MOVED');
    expect(await shown(shipmentId)).toMatchObject({ status: 'RETURNING', reasonCode: 'MOVED', failedAttempts: 2 });
    await scan('RETURNED');
    expect((await heard(dossierId, 'shipment.returned')).data).toMatchObject({ shipmentId, reasonCode: 'MOVED' });
    expect((await act('acceptReturn', shipmentId, processor)).codes).toEqual(['FORBIDDEN']);
    expect((await act('acceptReturn', shipmentId, owner)).codes).toEqual(['FORBIDDEN']);
    for (const viewer of [anotherCitizen, deskElsewhere]) {
      expect((await act('acceptReturn', shipmentId, viewer)).codes).toEqual(['SHIPMENT_NOT_FOUND']);
    }
    const requestId = newId('req', new Date());
    expect((await act('acceptReturn', shipmentId, desk, requestId)).codes).toEqual([]);
    expect((await act('acceptReturn', shipmentId, desk, requestId)).codes).toEqual([]);
    expect((await act('handOverToCarrier', shipmentId, desk, requestId)).codes).toEqual(['REQUEST_ID_REUSED']);
    expect((await act('acceptReturn', shipmentId)).codes).toEqual(['RETURN_ALREADY_ACCEPTED']);
    expect(await shown(shipmentId, owner)).toMatchObject({ status: 'RETURNED', reasonCode: 'MOVED' });
    expect(told(dossierId).filter(({ type }) => type === 'shipment.returned')).toHaveLength(1);
  });

  it('before the carrier has said so is told of by the desk, once', async () => {
    const { dossierId, shipmentId } = await aParcel();
    const scan = await giveAway(shipmentId);
    await scan('RETURNING', 'REFUSED');
    expect((await act('acceptReturn', shipmentId)).codes).toEqual([]);
    expect((await heard(dossierId, 'shipment.returned')).data).toMatchObject({ reasonCode: 'REFUSED' });
    await scan('RETURNED', 'REFUSED');
    const next = await aParcel();
    await heard(next.dossierId, 'postage.quoted');
    expect(told(dossierId).filter(({ type }) => type === 'shipment.returned')).toHaveLength(1);
  });
});

describe('a parcel that is lost', () => {
  it('is followed by a copy with a number of its own, and stays listed', async () => {
    const { dossierId, shipmentId } = await aParcel();
    await reissue(dossierId, 2);
    await dead(dossierId, 'PARCEL_NOT_LOST');
    const scan = await giveAway(shipmentId);
    await scan('LOST');
    expect((await heard(dossierId, 'shipment.lost')).data).toMatchObject({ shipmentId });
    const data = { ...DossierResultReissued.sample, dossierId, copy: 2 };
    await bench.publishTwice(DossierResultReissued, data, { id: `${dossierId}/30`, key: dossierId });
    const copyId = `${shipmentId}.2`;
    await until(copyId, 'PREPARED');
    expect(await shown(copyId)).toMatchObject({ copy: 2, postageVnd: 0 });
    const both = [{ id: shipmentId, status: 'LOST' }, expect.objectContaining({ id: copyId })];
    expect(await ofDossier(dossierId)).toEqual({ shipment: { id: copyId, status: 'PREPARED' }, shipments: both });
    expect(await ofDossier(dossierId, anotherCitizen)).toEqual({ shipment: null, shipments: [] });

    const scanCopy = await giveAway(copyId);
    expect(bench.carrier.parcels.get(copyId)).toMatchObject({ orderId: copyId, receiver });
    const numbers = [shipmentId, copyId].map((id) => bench.carrier.parcels.get(id)?.trackingNumber);
    expect(new Set(numbers).size).toBe(2);
    await scanCopy('DELIVERED');
    expect((await heard(dossierId, 'shipment.delivered')).data).toMatchObject({ shipmentId: copyId });
    expect(told(dossierId).filter(({ type }) => type === 'postage.quoted')).toHaveLength(1);
  });

  it('cannot be sent once more when the dossier was erased', async () => {
    const { dossierId, shipmentId } = await aParcel();
    await (
      await giveAway(shipmentId)
    )('LOST');
    await bench.publishTwice(
      DossierErased,
      { ...DossierErased.sample, dossierId },
      { id: `${dossierId}/29`, key: dossierId },
    );
    await reissue(dossierId, 2);
    const copyId = `${shipmentId}.2`;
    await until(copyId, 'PREPARED');
    expect((await act('handOverToCarrier', copyId)).codes).toEqual([]);
    await untilTrue(() => bench.lines.some((line) => line.includes(copyId) && line.includes('ADDRESS_ERASED')));
    expect(bench.carrier.parcels.has(copyId)).toBe(false);
  });
});

describe('a dossier that ends without a result', () => {
  const at = '2026-11-24T03:00:00.000Z';
  const endings = [
    ['DECLINED', DossierDeclined, { declinedAt: at }],
    ['REJECTED', DossierRejected, { rejectedAt: at }],
    ['WITHDRAWN', DossierWithdrawn, { withdrawnAt: at, afterReceipt: false }],
    ['WITHDRAWN', DossierWithdrawalSettled, { settledAt: at }],
    ['STOPPED', DossierStopped, { stoppedAt: at }],
  ] as const;

  it.each(endings)('%s: has no parcel any more', async (because, contract, data) => {
    const { dossierId, shipmentId } = await submit(bench);
    await heard(dossierId, 'postage.quoted');
    await bench.publishTwice<unknown>(
      contract,
      { ...contract.sample, ...data, dossierId },
      { id: `${dossierId}/3`, key: dossierId },
    );
    await until(shipmentId, 'CANCELLED');
    expect(await shown(shipmentId, owner)).toMatchObject({ status: 'CANCELLED', cancelledBecause: because });
    expect((await act('handOverToCarrier', shipmentId)).codes).toEqual(['SHIPMENT_CANCELLED']);
  });

  it('keeps its parcel while a withdrawal waits for the leader, and where the carrier has it', async () => {
    const waiting = await aParcel();
    const { dossierId, shipmentId } = await aParcel();
    await giveAway(shipmentId);
    const end = (id: string) => {
      const data = { ...DossierWithdrawn.sample, dossierId: id, withdrawnAt: at, afterReceipt: id !== dossierId };
      return bench.publishTwice(DossierWithdrawn, data, { id: `${id}/15`, key: id });
    };
    await end(waiting.dossierId);
    await end(dossierId);
    await dead(dossierId, 'SHIPMENT_ALREADY_HANDED_OVER');
    expect(await shown(shipmentId)).toMatchObject({ status: 'HANDED_OVER' });
    expect(await shown(waiting.shipmentId)).toMatchObject({ status: 'PREPARED' });
  });
});

describe('a dossier that another office took over', () => {
  it('takes its parcel along: the new desk acts on it, the old one sees nothing', async () => {
    const { dossierId, shipmentId } = await aParcel();
    const data = { ...DossierTransferred.sample, dossierId, officeId: deskElsewhere.officeId };
    await bench.publishTwice(DossierTransferred, data, { id: `${dossierId}/15`, key: dossierId });
    await untilTrue(async () => (await shown(shipmentId)) === null);
    expect((await act('handOverToCarrier', shipmentId)).codes).toEqual(['SHIPMENT_NOT_FOUND']);
    expect((await act('handOverToCarrier', shipmentId, deskElsewhere)).codes).toEqual([]);
    await heard(dossierId, 'shipment.handed-over');
  });
});
