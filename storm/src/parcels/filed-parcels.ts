import { DossierResultReady, DossierSubmitted, OfficeChanged } from '@motcua/event-contracts';
import { createSealer, derivedId, newId } from '@motcua/service-kit';
import type { TestBench } from '@motcua/service-kit/testing';
import { drawFate, type StormedParcel } from './fates.js';

export const desk = { kind: 'officer', id: 'officer-1', officeId: 'off_ha-dong', roles: ['receive'] } as const;

const receiver = {
  ...{ name: 'Nguyễn Thị Mẫu', phone: '0912 345 678' },
  address: { countryCode: 'VN', provinceCode: '01', wardCode: '09556', detail: 'Số 1 phố Mẫu' },
};

/** Dossiers whose result goes by post and is signed. */
export async function fileParcels(
  bench: TestBench,
  count: number,
  random: () => number,
): Promise<readonly StormedParcel[]> {
  const office = { ...OfficeChanged.sample, officeId: desk.officeId };
  await bench.publish(OfficeChanged, office, { id: `${desk.officeId}/1`, key: desk.officeId });
  const parcels = Array.from({ length: count }, () => {
    const dossierId = newId('dos', new Date());
    return { dossierId, shipmentId: dossierId.replace('dos_', 'shp_'), ...drawFate(random) };
  });
  const sealer = createSealer(bench.keys.sealingPublicKeys);
  for (const { dossierId } of parcels) {
    const delivery = { method: 'POST' as const, sealedAddress: await sealer.seal('delivery', receiver) };
    const about = { dossierId, officeId: desk.officeId, applicantKey: derivedId('apk', 'citizen-1') };
    const submitted = { ...DossierSubmitted.sample, ...about, delivery };
    await bench.publish(DossierSubmitted, submitted, { id: `${dossierId}/1`, key: dossierId });
  }
  for (const { dossierId } of parcels) {
    await bench.waitFor('delivery.v1', ({ key, type }) => key === dossierId && type === 'postage.quoted', 300_000);
    const ready = { ...DossierResultReady.sample, dossierId };
    await bench.publish(DossierResultReady, ready, { id: `${dossierId}/9`, key: dossierId });
  }
  return parcels;
}
