import * as contracts from '@motcua/event-contracts';
import { newId } from '@motcua/service-kit';
import {
  aPerson,
  desk,
  messageIdOf,
  openNotificationsBench,
  owner,
  saying,
  submit,
  type NotificationsBench,
} from './notifications-bench.js';

let bench: NotificationsBench;
beforeAll(async () => {
  bench = await openNotificationsBench();
}, 60_000);
afterAll(() => bench.close());

const sent = (dossierId: string, notice: string, channel: 'SMS' | 'EMAIL' = 'SMS') =>
  bench.waitFor('notification.v1', saying('message.sent', messageIdOf(dossierId, notice, channel)));
const textsTo = (phone: string | null) =>
  bench.centre.received.filter(({ to }) => to === `84${(phone ?? '').slice(1)}`).map(({ text }) => text);

let facts = 10;
async function tell<D extends { dossierId: string }>(
  contract: contracts.EventContract<D>,
  dossierId: string,
  more: Partial<D> = {},
): Promise<void> {
  const data = { ...contract.sample, dossierId, ...more };
  await bench.publishTwice(contract, data, { id: `${dossierId}/${String((facts += 1))}`, key: dossierId });
}

const code = 'H26.153-261123-0001';

describe('a turn that a dossier takes is told once, though its event came twice', () => {
  it.each<[string, (dossierId: string) => Promise<void>, string, string]>([
    [
      'declined',
      (id) => tell(contracts.DossierDeclined, id),
      'dossier-declined',
      `Ho so ${code} khong duoc tiep nhan ngay 23/11/2026.`,
    ],
    [
      'to be supplemented',
      (id) => tell(contracts.DossierSupplementRequested, id),
      'supplement-requested',
      'cham nhat ngay 25/12/2026',
    ],
    [
      'still to be supplemented',
      (id) => tell(contracts.DossierSupplementReminded, id),
      'supplement-reminded',
      'Qua ngay do ho so co the bi dung giai quyet',
    ],
    [
      'supplemented, with another date',
      (id) => tell(contracts.DossierSupplemented, id),
      'supplement-answered-new-date',
      'doi tu 01/12/2026 sang 03/12/2026',
    ],
    [
      'late',
      (id) => tell(contracts.DossierRescheduled, id),
      'dossier-rescheduled',
      'Xin loi ong/ba: ho so H26.153-261123-0001 khong kip hen 01/12/2026. Hen tra lai: 04/12/2026.',
    ],
    ['rejected', (id) => tell(contracts.DossierRejected, id), 'dossier-rejected', 'khong duoc chap thuan'],
    ['withdrawn', (id) => tell(contracts.DossierWithdrawn, id), 'dossier-withdrawn', 'da duoc rut ngay 24/11/2026'],
    [
      'to be withdrawn after receipt',
      (id) => tell(contracts.DossierWithdrawn, id, { afterReceipt: true }),
      'withdrawal-asked',
      'Lanh dao se giai quyet',
    ],
    ['given back', (id) => tell(contracts.DossierWithdrawalSettled, id), 'withdrawal-settled', 'da xong'],
    ['stopped', (id) => tell(contracts.DossierStopped, id), 'dossier-stopped', 'da dung giai quyet ngay 26/12/2026'],
    ['corrected', (id) => tell(contracts.DossierResultCorrected, id), 'result-corrected', 'xin dung dung ban cu'],
    ['revoked', (id) => tell(contracts.DossierResultRevoked, id), 'result-revoked', 'bi thu hoi'],
    ['issued again', (id) => tell(contracts.DossierResultReissued, id), 'result-reissued', 'thay ban that lac'],
    ['refunded', (id) => tell(contracts.PaymentRefunded, id), 'payment-refunded', 'hoan lai 44.000 d ngay 25/11/2026'],
    [
      'on its way to the door',
      (id) => tell(contracts.ShipmentOutForDelivery, id),
      'shipment-out-for-delivery',
      'EA987654326VN',
    ],
    [
      'not delivered',
      (id) => tell(contracts.ShipmentAttemptFailed, id),
      'shipment-attempt-failed',
      'chua phat duoc ket qua',
    ],
    ['sent back', (id) => tell(contracts.ShipmentReturned, id), 'shipment-returned', 'mang giay to tuy than den nhan'],
    ['lost', (id) => tell(contracts.ShipmentLost, id), 'shipment-lost', 'bi that lac'],
  ])('%s', async (_, happen, notice, words) => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await happen(dossierId);
    await Promise.all([sent(dossierId, notice), sent(dossierId, notice, 'EMAIL')]);
    expect(textsTo(person.phone)).toEqual([expect.any(String), expect.stringContaining(words)]);
    expect(textsTo(person.phone).join()).not.toMatch(/Nguyen|khai sinh|@|http/i);
    const letters = bench.mailbox.letters.filter(({ to }) => JSON.stringify(to).includes(person.email ?? '?'));
    expect(letters.map(({ text }) => text)).toEqual([
      expect.stringContaining('Kính gửi Nguyễn Văn Mẫu'),
      expect.stringContaining(code),
    ]);
  });

  it('supplemented before the clock ran: no date moved', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    const { previousDueAt, dueAt, ...undated } = contracts.DossierSupplemented.sample;
    expect([previousDueAt, dueAt]).not.toContain(undefined);
    await bench.publish(
      contracts.DossierSupplemented,
      { ...undated, dossierId },
      { id: `${dossierId}/9`, key: dossierId },
    );
    await sent(dossierId, 'supplement-answered');
    expect(textsTo(person.phone)[1]).toContain('Da nhan bo sung ho so H26.153-261123-0001 ngay 27/11/2026');
  });

  it('put away after another end than a result: nothing more to say', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    await tell(contracts.DossierRejected, dossierId);
    await tell(contracts.DossierClosed, dossierId, { outcome: 'REJECTED' });
    await tell(contracts.DossierResultRevoked, dossierId);
    await sent(dossierId, 'result-revoked');
    expect(textsTo(person.phone)).toHaveLength(3);
  });
});

describe('a dossier that another office took over', () => {
  const shown = async (dossierId: string, viewer: Parameters<typeof bench.query>[3]) =>
    (
      await bench.query(
        bench.url,
        'query ($id: ID!) { messages(dossierId: $id, first: 9) { id } }',
        { id: dossierId },
        viewer,
      )
    ).data;

  it('is that office’s to see, and no longer the former one’s', async () => {
    const there = { ...desk, officeId: 'off_elsewhere' } as const;
    const dossierId = newId('dos', new Date());
    await submit(bench, aPerson(), dossierId);
    await tell(contracts.DossierTransferred, dossierId, { officeId: 'off_elsewhere', previousOfficeId: 'off_ha-dong' });
    await tell(contracts.DossierRejected, dossierId);
    await sent(dossierId, 'dossier-rejected');
    expect(await shown(dossierId, desk)).toEqual({ messages: [] });
    expect(await shown(dossierId, there)).not.toEqual({ messages: [] });
    expect(await shown(dossierId, owner)).not.toEqual({ messages: [] });
  });
});
