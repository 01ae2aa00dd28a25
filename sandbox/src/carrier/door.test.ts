import { createJournal } from '../journal.js';
import type { Text } from '../sms/text-inbox.js';
import { createDoor } from './door.js';

const parcel = { trackingNumber: 'EA100000013VN', receiver: { name: 'Nguyễn Thị Mẫu' } };
let count = 0;
const aText = (text: string): Text => {
  count += 1;
  const about = { to: '+84900000001', from: 'MOTCUA', encoding: 'GSM-7', parts: 1 } as const;
  return { id: String(count), text, receivedAt: '2026-11-23T05:00:00.000Z', ...about };
};

describe('the door', () => {
  it.each([
    ['Ho so H26.153-261123-0001: buu gui EA100000013VN, ma nhan 042137.', '042137'],
    ['042137 is the code for parcel EA100000013VN.', '042137'],
    ['Ho so H26.153-261123-0001: buu gui EA100000013VN.', undefined],
    ['Ma 042137 cho buu gui EA100000027VN.', undefined],
    ['So 0421370 cho buu gui EA100000013VN.', undefined],
  ])('finds the code in %j: %s', async (text, handOverCode) => {
    const texts = createJournal<Text>({ limit: 10, onChange: () => undefined });
    texts.add(aText(text));
    const told = await createDoor({ texts, patienceMs: 0 }).ask(parcel);
    expect(told).toEqual({ takenBy: 'Nguyễn Thị Mẫu', ...(handOverCode === undefined ? {} : { handOverCode }) });
  });

  it('is waited at for a text that is on its way, and the newest counts', async () => {
    const texts = createJournal<Text>({ limit: 10, onChange: () => undefined });
    const door = createDoor({ texts, patienceMs: 10_000 });
    const told = door.ask(parcel);
    texts.add(aText('Something else'));
    texts.add(aText('Ma 111111 cho buu gui EA100000013VN.'));
    expect(await told).toMatchObject({ handOverCode: '111111' });
    texts.add(aText('Ma 222222 cho buu gui EA100000013VN.'));
    expect(await door.ask(parcel)).toMatchObject({ handOverCode: '222222' });
  });
});
