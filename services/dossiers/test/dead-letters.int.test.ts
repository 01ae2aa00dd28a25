import {
  CalendarChanged,
  OfficeChanged,
  PaymentSettled,
  ProcedurePublished,
  ShipmentDelivered,
} from '@motcua/event-contracts';
import type { SeenEvent } from '@motcua/service-kit/testing';
import { tennisClub, tennisLists } from '../src/domain/tennis-club.fixture.js';
import {
  clubOffice,
  eventually,
  openDossiersBench,
  player,
  receiver,
  startDraft,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

const now = '2026-11-23T05:00:00.000Z';

describe('events that do not fit go to the dead letters, and the rest goes on', () => {
  let dossierId = '';
  const dead = (topic: string, id: string): Promise<SeenEvent> =>
    bench.waitFor(`${topic}.dossiers.dead`, (event) => event.id === id);
  const reasonOf = async (topic: string, id: string) => (await dead(topic, id)).headers['motcua-dead-detail'];

  beforeAll(async () => {
    dossierId = await submitted(bench);
    await bench.act('receiveDossier', { dossierId }, receiver);
  });

  it('a delivery before the signature, money or parcels of another dossier', async () => {
    const shipmentId = dossierId.replace('dos_', 'shp_');
    const carried = { dossierId, trackingNumber: 'EA987654326VN', at: now };
    await bench.publish(ShipmentDelivered, { ...carried, shipmentId }, { id: 'early/1', key: dossierId });
    expect(await reasonOf('delivery.v1', 'early/1')).toContain('ACTION_NOT_ALLOWED');
    await bench.publish(ShipmentDelivered, { ...carried, shipmentId: 'shp_other' }, { id: 'other/1', key: dossierId });
    expect(await reasonOf('delivery.v1', 'other/1')).toContain('SHIPMENT_OF_ANOTHER_DOSSIER');
    const paid = {
      paymentId: 'pay_other',
      dossierId,
      dossierCode: 'x',
      amountVnd: 1,
      settledAt: now,
      method: 'CASH',
    } as const;
    await bench.publish(PaymentSettled, paid, { id: 'pay_other/1', key: dossierId });
    expect(await reasonOf('payment.v1', 'pay_other/1')).toContain('PAYMENT_OF_ANOTHER_DOSSIER');
  });

  it('a definition nobody could work by, a calendar that is none, something unreadable', async () => {
    const { optionSets, agencies } = tennisLists;
    const about = {
      procedureId: 'prc_9.000009',
      code: '9.000009',
      version: 1,
      effectiveFrom: '2026-01-01',
      publishedAt: now,
    };
    const publish = async (n: number, definition: Record<string, unknown>, more: object = {}) => {
      await bench.publish(
        ProcedurePublished,
        { ...about, definition, optionSets, agencies, ...more },
        { id: `prc_9.000009/${String(n)}`, key: '9.000009@1' },
      );
      return reasonOf('procedure.v1', `prc_9.000009/${String(n)}`);
    };
    const strangeSteps = tennisClub.steps.map((step) => ({
      ...step,
      agency: step.agency === 'police' ? 'otherWard' : step.agency,
    }));
    expect(await publish(1, { code: '9.000009' })).toContain('DEFINITION_NOT_READABLE');
    expect(await publish(2, { ...tennisClub })).toContain('DEFINITION_OF_ANOTHER_VERSION');
    const otherWard = { ...agencies, otherWard: { nameVi: 'Xã khác', nameEn: 'Another ward' } };
    const stranger = { ...tennisClub, code: '9.000009', steps: strangeSteps, grants: {} };
    expect(await publish(3, stranger, { agencies: otherWard })).toContain('UNKNOWN_AGENCY');
    await bench.publish(
      CalendarChanged,
      { calendarId: 'cal_vn', asOf: '2026-11-22', calendar: { id: 'x' } },
      { id: 'cal_vn/9', key: 'cal_vn' },
    );
    expect(await reasonOf('procedure.v1', 'cal_vn/9')).toContain('CALENDAR_NOT_READABLE');
    await bench.publishRaw('payment.v1', dossierId, '{"half":');
    await bench.waitFor('payment.v1.dossiers.dead', ({ raw }) => raw === '{"half":');
    expect((await startDraft(bench)).codes).toEqual([]);
  });

  it('what is older never takes the place of what is newer', async () => {
    const prefixed = (codePrefix: string, sequence: number) =>
      bench.publishTwice(
        OfficeChanged,
        { ...clubOffice, codePrefix },
        { id: `off_club/${String(sequence)}`, key: 'off_club' },
      );
    await prefixed('H26.200', 8);
    await prefixed('H26.100', 7);
    const code = async () =>
      (
        await bench.ask('query ($id: ID!) { dossier(id: $id) { code } }', { id: await submitted(bench) }, player)
      ).textAt('dossier.code');
    await eventually('the new prefix', async () => (await code()).startsWith('H26.200-'));
    expect(await code()).toMatch(/^H26\.200-/);
  });
});
