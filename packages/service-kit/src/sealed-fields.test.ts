import { generateSealingKeys } from './key-generation.js';
import { createOpener, createSealer } from './sealed-fields.js';

const notifications = generateSealingKeys('notifications-2026-1');
const delivery = generateSealingKeys('delivery-2026-1');
const contact = { name: 'Nguyễn Văn Mẫu', phone: '0912000001' };

describe('a sealed field', () => {
  const sealer = createSealer({ keys: [...notifications.publicKeys.keys, ...delivery.publicKeys.keys] });

  it('is read by the recipient it was sealed for', async () => {
    const sealed = await sealer.seal('notifications', contact);
    expect(sealed).not.toContain('0912000001');
    expect(await createOpener(notifications.privateKeys).open(sealed)).toEqual(contact);
  });

  it('is not read by another recipient', async () => {
    const sealed = await sealer.seal('notifications', contact);
    await expect(createOpener(delivery.privateKeys).open(sealed)).rejects.toMatchObject({
      code: 'SEALED_FOR_ANOTHER_KEY',
    });
  });

  it('is refused when it was changed, cut, or is something else', async () => {
    const opener = createOpener(notifications.privateKeys);
    const sealed = await sealer.seal('notifications', contact);
    const [header = '', key = '', iv = '', text = '', tag = ''] = sealed.split('.');
    const flipped = text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`;
    for (const broken of [[header, key, iv, flipped, tag].join('.'), sealed.slice(0, -9), 'x.y.z', '']) {
      await expect(opener.open(broken)).rejects.toMatchObject({ code: 'SEALED_FIELD_BROKEN' });
    }
  });

  it('with a key id of ours but another key is refused', async () => {
    const impostor = generateSealingKeys('notifications-2026-1');
    const sealed = await createSealer(impostor.publicKeys).seal('notifications', contact);
    await expect(createOpener(notifications.privateKeys).open(sealed)).rejects.toMatchObject({
      code: 'SEALED_FIELD_BROKEN',
    });
  });

  it('is read under the old and the new key while both live', async () => {
    const next = generateSealingKeys('notifications-2027-1');
    const rotated = createSealer({ keys: [...next.publicKeys.keys, ...notifications.publicKeys.keys] });
    const opener = createOpener({ keys: [...next.privateKeys.keys, ...notifications.privateKeys.keys] });
    const [before, after] = await Promise.all([sealer.seal('notifications', 1), rotated.seal('notifications', 2)]);
    expect(await Promise.all([opener.open(before), opener.open(after)])).toEqual([1, 2]);
    await expect(createOpener(notifications.privateKeys).open(after)).rejects.toMatchObject({
      code: 'SEALED_FOR_ANOTHER_KEY',
    });
  });

  it('cannot be made for a recipient without a key', async () => {
    await expect(sealer.seal('payments', 1)).rejects.toThrow('no key to seal');
  });
});
