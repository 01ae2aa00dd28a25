import { fileURLToPath } from 'node:url';
import { act, refusalOf } from '../src/act.js';
import { readApplication } from '../src/application.js';
import { untilSigned } from '../src/birth-journey.js';
import { inHops } from '../src/in-hops.js';
import {
  actOnParcel,
  giveToCarrier,
  handOverAtDesk,
  parcelsOf,
  planCarrier,
  type CarrierLeg,
  type ParcelSeen,
} from '../src/post.js';
import { readDossier } from '../src/read-dossier.js';
import { onPlatform } from '../src/on-platform.js';

const on = onPlatform();

const birth = readApplication(fileURLToPath(new URL('../applications/birth-with-papers.json', import.meta.url)));
const silent = (): void => {};
const hourMs = 3_600_000;
const leg = (status: string, hours: number, more: Partial<CarrierLeg> = {}): CarrierLeg => ({
  ...{ status, afterMs: hours * hourMs },
  ...more,
});
const outAndBack = [
  ...[leg('OUT_FOR_DELIVERY', 20), leg('ATTEMPT_FAILED', 22, { reasonCode: 'NOBODY_HOME' })],
  ...[leg('OUT_FOR_DELIVERY', 68), leg('ATTEMPT_FAILED', 70, { reasonCode: 'MOVED' }), leg('RETURNED', 96)],
];
const delivered = [leg('OUT_FOR_DELIVERY', 20), leg('DELIVERED', 24)];

async function aSignedResult(): Promise<{ readonly dossierId: string; readonly postageVnd: number | null }> {
  return untilSigned(on.actors, birth, silent);
}

/** The clock goes on, hour by hour as a courier's day does, until the newest parcel is there. */
async function untilParcel(dossierId: string, status: string): Promise<ParcelSeen> {
  const found: ParcelSeen[] = [];
  await inHops(on.actors, `the parcel to be ${status}`, async () => {
    found.push(...(await parcelsOf(on.actors.citizen, dossierId)).slice(-1));
    return found.at(-1)?.status === status ? null : 3 * hourMs;
  });
  const [parcel] = found.slice(-1);
  if (parcel === undefined) throw new Error('there is no parcel');
  return parcel;
}

const untilTold = (dossierId: string, template: string) =>
  on.actors.until(
    `${template} to be told`,
    () => readDossier(on.actors.citizen, dossierId),
    ({ messages }) =>
      messages?.some((message) => message.template === template && message.status !== 'QUEUED') === true,
  );
const untilClosed = (dossierId: string) =>
  on.actors.until(
    'the dossier to close',
    () => readDossier(on.actors.citizen, dossierId),
    ({ status }) => status === 'CLOSED',
  );

describe('journey 6: the parcel fails twice', () => {
  it('comes back to the desk with its reasons, and the result is handed over there', async () => {
    const { dossierId } = await aSignedResult();
    await planCarrier(on.platform.sandboxUrl, outAndBack);
    const given = await giveToCarrier(on.actors, dossierId);
    expect(given.trackingNumber).toMatch(/^EA\d{9}VN$/);

    const failed = await untilParcel(dossierId, 'ATTEMPT_FAILED');
    expect(failed).toMatchObject({ failedAttempts: 1, reasonCode: 'NOBODY_HOME' });
    expect(Date.parse(failed.nextAttemptOn ?? '')).toBeGreaterThan((await on.actors.sandbox.now()).getTime());
    const returned = await untilParcel(dossierId, 'RETURNED');
    expect(returned).toMatchObject({ id: given.id, failedAttempts: 2, reasonCode: 'MOVED', proof: null });
    expect(returned.scans.filter(({ status }) => status === 'ATTEMPT_FAILED')).toEqual([
      { status: 'ATTEMPT_FAILED', reasonCode: 'NOBODY_HOME' },
      { status: 'ATTEMPT_FAILED', reasonCode: 'MOVED' },
    ]);
    await untilTold(dossierId, 'shipment-attempt-failed');
    const { status, nationalStatus } = await untilTold(dossierId, 'shipment-returned');
    expect(status).toBe('RESULT_READY');
    expect(nationalStatus).not.toBe(10);

    const back = { shipmentId: returned.id };
    expect(await refusalOf(actOnParcel(on.actors.processor, 'acceptReturn', back))).toBe('FORBIDDEN');
    expect(await refusalOf(actOnParcel(on.actors.otherCitizen, 'acceptReturn', back))).toBe('SHIPMENT_NOT_FOUND');
    expect((await actOnParcel(on.actors.receiver, 'acceptReturn', back)).returnAcceptedAt).not.toBeNull();
    expect(await refusalOf(actOnParcel(on.actors.receiver, 'acceptReturn', back))).toBe('RETURN_ALREADY_ACCEPTED');
    await on.actors.until(
      'the desk to hand it over',
      () => readDossier(on.actors.receiver, dossierId),
      ({ availableActions }) => availableActions.includes('HAND_OVER'),
    );
    await handOverAtDesk(on.actors, dossierId);
    expect(await untilClosed(dossierId)).toMatchObject({ nationalStatus: 10, shipment: { status: 'RETURNED' } });
  }, 180_000);

  it('is lost: the desk issues the result afresh, and that copy arrives under another number', async () => {
    const { dossierId } = await aSignedResult();
    await planCarrier(on.platform.sandboxUrl, [leg('LOST', 48)]);
    const first = await giveToCarrier(on.actors, dossierId);
    await untilParcel(dossierId, 'LOST');
    expect((await untilTold(dossierId, 'shipment-lost')).status).toBe('RESULT_READY');
    expect(await refusalOf(actOnParcel(on.actors.receiver, 'handOverToCarrier', { shipmentId: first.id }))).toBe(
      'SHIPMENT_ALREADY_HANDED_OVER',
    );

    await planCarrier(on.platform.sandboxUrl, delivered);
    await on.actors.until(
      'the desk to issue it afresh',
      () => readDossier(on.actors.receiver, dossierId),
      ({ availableActions }) => availableActions.includes('REISSUE'),
    );
    await act(on.actors.receiver, 'reissueResult', { dossierId });
    const second = await giveToCarrier(on.actors, dossierId);
    expect(second).toMatchObject({ copy: 2, postageVnd: 0 });
    expect(second.trackingNumber).not.toBe(first.trackingNumber);
    expect(await untilParcel(dossierId, 'DELIVERED')).toMatchObject({ copy: 2, proof: 'RECEIVER_CODE' });
    expect((await untilClosed(dossierId)).nationalStatus).toBe(10);
    expect((await parcelsOf(on.actors.citizen, dossierId)).map((parcel) => parcel.status)).toEqual([
      'LOST',
      'DELIVERED',
    ]);
  }, 180_000);
});

describe('journey 1, by post', () => {
  it('is quoted before submitting, labelled, moved to another address, and found by asking a silent carrier', async () => {
    const { dossierId, postageVnd } = await aSignedResult();
    expect(postageVnd).toBeGreaterThan(0);
    const [packed] = await on.actors.until(
      'the parcel',
      () => parcelsOf(on.actors.citizen, dossierId),
      ([parcel]) => parcel?.status === 'PREPARED',
    );
    expect(packed?.postageVnd).toBe(postageVnd);
    const address = {
      ...{ shipmentId: packed?.id, receiverName: 'Lê Văn Nhận Mẫu', receiverPhone: '0900 000 003' },
      ...{ provinceCode: '01', wardCode: '09556', detail: 'Số 9 ngõ Mẫu' },
    };
    const merged = { ...address, wardCode: '09541' };
    expect(await refusalOf(actOnParcel(on.actors.citizen, 'changeDeliveryAddress', merged))).toBe(
      'ADDRESS_NOT_DELIVERABLE',
    );
    await actOnParcel(on.actors.citizen, 'changeDeliveryAddress', address);
    // Nothing is told: whoever wants to know has to ask.
    await planCarrier(on.platform.sandboxUrl, [leg('OUT_FOR_DELIVERY', 20, { untold: true }), leg('DELIVERED', 60)]);
    const { id, trackingNumber } = await giveToCarrier(on.actors, dossierId);
    expect(await refusalOf(actOnParcel(on.actors.citizen, 'changeDeliveryAddress', address))).toBe(
      'SHIPMENT_ALREADY_HANDED_OVER',
    );
    const { printLabel } = await on.actors.receiver.ask<{ printLabel: { downloadPath: string } }>(
      `mutation Label($input: PrintLabelInput!) { printLabel(input: $input) { downloadPath } }`,
      { input: { requestId: `label-${id}`, shipmentId: id } },
    );
    const label = await fetch(new URL(printLabel.downloadPath, on.platform.endpoint));
    expect([label.status, label.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(
      Buffer.from(await label.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const taken = await fetch(`${on.platform.sandboxUrl}/parcels?to=${trackingNumber ?? ''}`);
    expect(await taken.json()).toMatchObject([{ receiver: { name: 'Lê Văn Nhận Mẫu' } }]);

    await untilParcel(dossierId, 'OUT_FOR_DELIVERY');
    const seen = await untilTold(dossierId, 'shipment-out-for-delivery');
    expect(seen.status).toBe('RESULT_READY');
    expect(await untilParcel(dossierId, 'DELIVERED')).toMatchObject({ proof: 'RECEIVER_CODE' });
    expect((await untilClosed(dossierId)).nationalStatus).toBe(10);
  }, 180_000);

  it('does not close on a delivery that nobody proved, until the desk has found out', async () => {
    const { dossierId } = await aSignedResult();
    await planCarrier(on.platform.sandboxUrl, [
      ...[leg('OUT_FOR_DELIVERY', 20), leg('DELIVERED', 24, { door: 'WRONG_CODE' })],
    ]);
    const { id } = await giveToCarrier(on.actors, dossierId);
    expect(await untilParcel(dossierId, 'DELIVERY_UNPROVEN')).toMatchObject({ reasonCode: 'CODE_WRONG', proof: null });
    expect((await readDossier(on.actors.citizen, dossierId)).status).toBe('RESULT_READY');
    const found = { shipmentId: id, because: 'RECEIVER_CONFIRMED' };
    expect(await refusalOf(actOnParcel(on.actors.citizen, 'confirmDelivery', found))).toBe('FORBIDDEN');
    await actOnParcel(on.actors.receiver, 'confirmDelivery', found);
    expect((await untilClosed(dossierId)).nationalStatus).toBe(10);
  }, 180_000);
});
