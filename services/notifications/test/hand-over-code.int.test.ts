import { ShipmentHandOverCode } from '@motcua/event-contracts';
import { createSealer } from '@motcua/service-kit';
import {
  aPerson,
  messageIdOf,
  openNotificationsBench,
  saying,
  submit,
  type NotificationsBench,
} from './notifications-bench.js';

let bench: NotificationsBench;
beforeAll(async () => {
  bench = await openNotificationsBench();
}, 60_000);
afterAll(() => bench.close());

const trackingNumber = 'EA987654326VN';
const sent = (dossierId: string, channel: 'SMS' | 'EMAIL') =>
  bench.waitFor('notification.v1', saying('message.sent', messageIdOf(dossierId, 'hand-over-code', channel)));

async function giveCode(dossierId: string, sealed: object): Promise<void> {
  const sealedCode = await createSealer(bench.keys.sealingPublicKeys).seal('notifications', sealed);
  const shipmentId = dossierId.replace('dos_', 'shp_');
  const data = { ...ShipmentHandOverCode.sample, dossierId, shipmentId, trackingNumber, sealedCode };
  await bench.publishTwice(ShipmentHandOverCode, data, { id: `${shipmentId}/9`, key: dossierId });
}

describe('the code for the door', () => {
  const usefulUntil = '2026-12-07T05:00:00.000Z';

  it('goes out as one text, though its event came twice, and nobody keeps it in the clear', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await giveCode(dossierId, { code: '418265', usefulUntil });
    await sent(dossierId, 'SMS');
    const texts = bench.centre.received.filter(({ text }) => text.includes('418265')).map(({ text }) => text);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain(trackingNumber);
    expect(bench.mailbox.letters.some(({ text }) => text?.includes('418265'))).toBe(false);
    expect(bench.lines.join('') + JSON.stringify(bench.seen('notification.v1'))).not.toContain('418265');
  });

  it('goes out as a letter where there is no phone', async () => {
    const dossierId = await submit(bench, aPerson({ phone: null }));
    await giveCode(dossierId, { code: '530917', usefulUntil });
    await sent(dossierId, 'EMAIL');
    expect(bench.mailbox.letters.filter(({ text }) => text?.includes('530917'))).toHaveLength(1);
  });

  it('that is no code goes to the dead letters', async () => {
    const dossierId = await submit(bench, aPerson());
    await giveCode(dossierId, { code: 'abc', usefulUntil });
    const letter = await bench.waitFor('delivery.v1.notifications.dead', ({ raw }) => raw.includes(dossierId));
    expect(JSON.stringify(letter.headers)).toContain('HAND_OVER_CODE_MALFORMED');
  });
});
