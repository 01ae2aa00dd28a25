import { jest } from '@jest/globals';
import { DossierErased } from '@motcua/event-contracts';
import { createSealer, createVault, newId, type Mongo, type Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import {
  about,
  anotherCitizen,
  desk,
  deskElsewhere,
  officeHeard,
  openDeliveryBench,
  owner,
  processor,
  receiver,
  resultReady,
  submit,
  submitSealed,
  untilTrue,
  type DeliveryBench,
} from './delivery-bench.js';

const shipmentQuery = `query ($id: ID!) { shipment(id: $id) {
  id status trackingNumber carrier postageVnd refusedBecause scans { at status reasonCode }
} }`;
const handOverMutation = `mutation ($input: HandOverToCarrierInput!) { handOverToCarrier(input: $input) {
  shipment { id status trackingNumber }
} }`;

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
const told = (dossierId: string) =>
  bench
    .seen('delivery.v1')
    .filter(({ key }) => key === dossierId)
    .map(({ type }) => type);
const shown = async (shipmentId: string, viewer: Viewer = owner) =>
  (await bench.query(bench.url, shipmentQuery, { id: shipmentId }, viewer)).at('shipment');
const give = (shipmentId: string, viewer: Viewer = desk, requestId = newId('req', new Date())) =>
  bench.query(bench.url, handOverMutation, { input: { requestId, shipmentId } }, viewer);
const dead = (topic: string, text: string) => bench.waitFor(`${topic}.delivery.dead`, ({ raw }) => raw.includes(text));

async function aPackedParcel() {
  const submitted = await submit(bench);
  await resultReady(bench, submitted.dossierId);
  await untilTrue(async () => (await give(submitted.shipmentId, processor)).codes[0] === 'FORBIDDEN');
  await untilTrue(async () => JSON.stringify(await shown(submitted.shipmentId)).includes('PREPARED'));
  return submitted;
}

describe('postage', () => {
  it('is quoted once, though every event came twice, and nothing personal leaves', async () => {
    const { dossierId, shipmentId } = await submit(bench);
    const { data, raw } = await heard(dossierId, 'postage.quoted');
    expect(data).toMatchObject({ shipmentId, dossierId, amountVnd: 20_000, tariffId: 'sandbox-2026' });
    expect(raw).not.toContain(receiver.name);
    // Something later from the same key: whatever was told twice would have come before it.
    await resultReady(bench, dossierId);
    await untilTrue(async () => JSON.stringify(await shown(shipmentId)).includes('PREPARED'));
    expect((await give(shipmentId)).codes).toEqual([]);
    await heard(dossierId, 'shipment.handed-over');
    expect(told(dossierId)).toEqual(['postage.quoted', 'shipment.handed-over']);
  });

  it('waits for an office that is not known yet', async () => {
    const officeId = `off_${newId('new', new Date()).slice(4)}`;
    const { dossierId, shipmentId } = await submit(bench, { officeId });
    const marker = await submit(bench);
    await heard(marker.dossierId, 'postage.quoted');
    expect(await shown(shipmentId)).toBeNull();
    await officeHeard(bench, officeId);
    expect((await heard(dossierId, 'postage.quoted')).data).toMatchObject({ amountVnd: 20_000 });
    expect(await shown(shipmentId)).toMatchObject({ status: 'AWAITING_RESULT', postageVnd: 20_000 });
  });

  it('is told to anybody who asks, for a draft too', async () => {
    const quoteQuery = `query ($office: ID!, $to: String!) { postageQuote(officeId: $office, toProvinceCode: $to) {
      amountVnd tariffId weightGrams transitWorkingDaysMin transitWorkingDaysMax } }`;
    const ask = (office: string, to: string) => bench.query(bench.url, quoteQuery, { office, to });
    expect((await ask(desk.officeId, '79')).at('postageQuote')).toEqual({
      amountVnd: 40_000,
      tariffId: 'sandbox-2026',
      weightGrams: 70,
      transitWorkingDaysMin: 3,
      transitWorkingDaysMax: 4,
    });
    expect((await ask(desk.officeId, '99')).codes).toEqual(['UNKNOWN_PROVINCE']);
    expect((await ask('off_nowhere', '79')).codes).toEqual(['UNKNOWN_OFFICE']);
    const draftQuery = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Draft { id postage { amountVnd } } } }`;
    const readiness = { __typename: 'Readiness', fees: [{ __typename: 'Fee', quantity: 20 }] };
    const draft = { __typename: 'Draft', id: 'drf_1', readiness, office: { __typename: 'Office', id: desk.officeId } };
    const answer = await bench.query(bench.url, draftQuery, {
      r: [
        { ...draft, destinationProvinceCode: '04' },
        { ...draft, destinationProvinceCode: null },
        { ...draft, destinationProvinceCode: '04', office: null },
      ],
    });
    expect(answer.at('_entities')).toEqual([
      { id: 'drf_1', postage: { amountVnd: 35_000 } },
      { id: 'drf_1', postage: null },
      { id: 'drf_1', postage: null },
    ]);
  });
});

describe('what does not fit', () => {
  it.each([
    ['an address that cannot be opened', 'SEALED_FIELD_BROKEN', (sealed: string) => `${sealed.slice(0, -4)}AAAA`],
    [
      'an address sealed for another key',
      'SEALED_FOR_ANOTHER_KEY',
      (sealed: string) =>
        [
          Buffer.from('{"alg":"ECDH-ES+A256KW","enc":"A256GCM","kid":"delivery-older"}').toString('base64url'),
          ...sealed.split('.').slice(1),
        ].join('.'),
    ],
  ])('%s goes to the dead letters, nothing is kept, and the rest goes on', async (_, code, damage) => {
    const dossierId = newId('dos', new Date());
    const sealed = await createSealer(bench.keys.sealingPublicKeys).seal('delivery', receiver);
    await submitSealed(bench, dossierId, { method: 'POST', sealedAddress: damage(sealed) });
    expect(JSON.stringify((await dead('dossier.v1', dossierId)).headers)).toContain(code);
    await heard((await submit(bench)).dossierId, 'postage.quoted');
    expect(await keptShipment(dossierId)).toBeNull();
  });

  it.each([
    ['that is no address', { name: receiver.name, phone: receiver.phone }, 'ADDRESS_MALFORMED'],
    [
      'in a province there is not',
      { ...receiver, address: { ...receiver.address, provinceCode: '99' } },
      'UNKNOWN_PROVINCE',
    ],
  ])('an address %s goes to the dead letters without being quoted there', async (_, sealed, code) => {
    const { dossierId } = await submit(bench, { sealed });
    const letter = await dead('dossier.v1', dossierId);
    expect(JSON.stringify(letter.headers)).toContain(code);
    expect(letter.raw + JSON.stringify(letter.headers)).not.toContain(receiver.name);
    expect(await keptShipment(dossierId)).toBeNull();
  });

  it('a result nobody waits for goes to the dead letters; one that goes another way is not ours', async () => {
    const dossierId = newId('dos', new Date());
    await submitSealed(bench, dossierId, { method: 'DESK' });
    await resultReady(bench, dossierId);
    expect(JSON.stringify((await dead('dossier.v1', dossierId)).headers)).toContain('RESULT_NOT_AWAITED');
    expect(await keptShipment(dossierId)).toBeNull();
  });
});

describe('who may see and give away', () => {
  it('the applicant and the office see, its desk gives, nobody else learns anything', async () => {
    const { dossierId, shipmentId } = await aPackedParcel();
    const seenBy = async (viewer: Viewer) => {
      const document = `query ($r: [_Any!]!) { _entities(representations: $r) {
        ... on Dossier { shipment { id } } ... on Shipment { id } } }`;
      const r = [
        { __typename: 'Dossier', id: dossierId },
        { __typename: 'Shipment', id: shipmentId },
      ];
      const entities = await bench.query(bench.url, document, { r }, viewer);
      const alone = await bench.query(bench.url, shipmentQuery, { id: shipmentId }, viewer);
      return [alone.at('shipment.id'), entities.at('_entities.0.shipment.id'), entities.at('_entities.1.id')];
    };
    const guest = { kind: 'guest', id: 'gst_1', opens: dossierId } as const;
    for (const viewer of [owner, guest, desk, processor]) {
      expect(await seenBy(viewer)).toEqual([shipmentId, shipmentId, shipmentId]);
    }
    for (const viewer of [owner, guest, processor])
      expect((await give(shipmentId, viewer)).codes).toEqual(['FORBIDDEN']);
    for (const viewer of [
      anotherCitizen,
      deskElsewhere,
      { kind: 'anonymous' } as const,
      { ...guest, opens: 'dos_another' } as const,
      { kind: 'agency', id: 'residence-police' } as const,
      { kind: 'operator', id: 'operator' } as const,
    ]) {
      expect(await seenBy(viewer)).toEqual([undefined, undefined, undefined]);
      expect((await give(shipmentId, viewer)).codes).toEqual(['SHIPMENT_NOT_FOUND']);
    }
    expect((await give('shp_nobody')).codes).toEqual(['SHIPMENT_NOT_FOUND']);
    expect(await shown(shipmentId)).toMatchObject({ status: 'PREPARED' });
  });

  it('keeps the receiver out of the database, the topics and the log', async () => {
    const { dossierId, shipmentId } = await aPackedParcel();
    await give(shipmentId);
    await heard(dossierId, 'shipment.handed-over');
    const everything = JSON.stringify([await keptShipment(dossierId), bench.seen('delivery.v1'), bench.lines]);
    for (const canary of [receiver.name, receiver.phone, receiver.address.detail, '0912345678']) {
      expect(everything).not.toContain(canary);
    }
    expect(bench.carrier.parcels.get(shipmentId)).toMatchObject({ receiver, sender: { phone: '02433.824.606' } });
  });
});

describe('a dossier that was erased', () => {
  const erase = async (dossierId: string) => {
    const data = { ...DossierErased.sample, dossierId };
    await bench.publishTwice(DossierErased, data, { id: `${dossierId}/99`, key: dossierId });
    await untilTrue(async () => (await keyRow(dossierId))?.forgottenAt !== undefined);
  };

  it('has a receiver that opens for nobody: the key is gone, and so no parcel can be given away', async () => {
    const { dossierId, shipmentId } = await aPackedParcel();
    const { wrappedKey = '' } = (await keyRow(dossierId)) ?? {};
    const { encryptedReceiver = '' } = (await keptShipment(dossierId))?.state ?? {};
    const vault = createVault(bench.keys.vault);
    expect(vault.decrypt(wrappedKey, `shipments/${shipmentId}/receiver`, encryptedReceiver)).toEqual(receiver);
    expect(JSON.stringify(await keptShipment(dossierId))).not.toContain(wrappedKey);

    await erase(dossierId);
    expect(await keyRow(dossierId)).not.toHaveProperty('wrappedKey');
    expect((await give(shipmentId)).codes).toEqual([]);
    await untilTrue(async () => JSON.stringify(await shown(shipmentId)).includes('ADDRESS_ERASED'));
    expect(bench.carrier.parcels.has(shipmentId)).toBe(false);
    expect(await shown(shipmentId)).toMatchObject({ status: 'PREPARED', refusedBecause: 'ADDRESS_ERASED' });
  });

  it('keeps no receiver that comes afterwards', async () => {
    const dossierId = newId('dos', new Date());
    await erase(dossierId);
    const sealedAddress = await createSealer(bench.keys.sealingPublicKeys).seal('delivery', receiver);
    await submitSealed(bench, dossierId, { method: 'POST', sealedAddress });
    const marker = await submit(bench);
    await heard(marker.dossierId, 'postage.quoted');
    expect([await keptShipment(dossierId), (await keyRow(dossierId))?.wrappedKey]).toEqual([null, undefined]);
  });
});

describe('a request id', () => {
  it('asked again gives the first answer, for another parcel is refused', async () => {
    const [one, other] = [await aPackedParcel(), await aPackedParcel()];
    const requestId = newId('req', new Date());
    const [first, second] = [await give(one.shipmentId, desk, requestId), await give(one.shipmentId, desk, requestId)];
    expect([first.codes, second.codes]).toEqual([[], []]);
    expect((await give(other.shipmentId, desk, requestId)).codes).toEqual(['REQUEST_ID_REUSED']);
    expect((await give(one.shipmentId)).codes).toEqual(['SHIPMENT_ALREADY_HANDED_OVER']);
    expect((await give(other.shipmentId, desk, '')).codes).toEqual(['REQUEST_ID_MALFORMED']);
    expect(await shown(other.shipmentId)).toMatchObject({ status: 'PREPARED' });
    const waiting = await submit(bench);
    await heard(waiting.dossierId, 'postage.quoted');
    expect((await give(waiting.shipmentId)).codes).toEqual(['SHIPMENT_NOT_READY']);
  });

  it('of two officers at once: one hands it over', async () => {
    const { dossierId, shipmentId } = await aPackedParcel();
    const answers = await Promise.all([1, 2, 3].map(() => give(shipmentId)));
    expect(answers.flatMap(({ codes }) => codes).sort()).toEqual([
      'SHIPMENT_ALREADY_HANDED_OVER',
      'SHIPMENT_ALREADY_HANDED_OVER',
    ]);
    await heard(dossierId, 'shipment.handed-over');
    expect(bench.carrier.calls.filter((call) => call.endsWith(shipmentId))).toEqual([`POST ${shipmentId}`]);
  });
});

const keptShipment = (dossierId: string) =>
  kept<{ readonly state: { readonly encryptedReceiver: string } }>('shipments', dossierId);
const keyRow = (dossierId: string) => kept<{ wrappedKey?: string; forgottenAt?: Date }>('data_keys', dossierId);

async function kept<Row>(collection: string, dossierId: string): Promise<(Row & { readonly _id: string }) | null> {
  const rows = databaseOf(mongo).collection<{ readonly _id: string }>(collection);
  // The driver's type knows the id alone.
  return rows.findOne({ _id: dossierId.replace('dos_', 'shp_') }) as Promise<(Row & { _id: string }) | null>;
}
