import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { generateVaultKeys } from './key-generation.js';
import { Refusal } from './pure.js';
import { createVault } from './vault.js';

const vault = createVault(generateVaultKeys('streams'));
const key = vault.newDataKey();
const place = 'papers/fil_1';
const frame = 64 * 1024;
const header = 20;

const seal = (bytes: Uint8Array, under = key) => buffer(vault.encryptStream(under, place, [bytes]));
const open = (sealed: Uint8Array, under = key, at = place) => buffer(vault.decryptStream(under, at, [sealed]));
const broken = { code: 'VAULT_TEXT_BROKEN' };

function inChunks(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, n) => bytes.subarray(places[n], end));
}

describe('a long text in the vault', () => {
  it.each([0, 1, frame - 1, frame, frame + 1, 3 * frame, 3 * frame + 17])('of %i bytes comes back', async (length) => {
    const bytes = randomBytes(length);
    const sealed = await seal(bytes);
    expect(bytes.equals(await open(sealed))).toBe(true);
    expect(sealed.length).toBe(header + length + 16 * Math.max(1, Math.ceil(length / frame)));
    if (length > 100) expect(sealed.includes(bytes.subarray(0, 32))).toBe(false);
  });

  it('comes back however its bytes arrive', async () => {
    const cuts = fc.array(fc.nat(400_000), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.nat(300_000), cuts, cuts, async (length, before, after) => {
        const bytes = randomBytes(length);
        const sealed = await buffer(vault.encryptStream(key, place, inChunks(bytes, before)));
        const opened = await buffer(vault.decryptStream(key, place, inChunks(sealed, after)));
        expect(bytes.equals(opened)).toBe(true);
      }),
      { numRuns: 60, seed: 20_261_123 },
    );
  });

  it('is never the same twice, not even under one key', async () => {
    const [first, second] = await Promise.all([seal(Buffer.alloc(40)), seal(Buffer.alloc(40))]);
    expect(first.subarray(header).equals(second.subarray(header))).toBe(false);
  });

  it('is refused wherever one bit of it is changed', async () => {
    const sealed = await seal(randomBytes(2 * frame + 5));
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(sealed);
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
        await expect(open(changed)).rejects.toMatchObject(broken);
      }),
      { numRuns: 100, seed: 20_261_123 },
    );
  });

  it('is refused when it is cut anywhere, at the end of a frame too', async () => {
    const sealed = await seal(randomBytes(3 * frame));
    const ends = [header + frame + 16, header + 2 * (frame + 16), header, header - 1, 4, 1, 0];
    for (const end of [...ends, sealed.length - 1, sealed.length - 16, sealed.length - 17]) {
      await expect(open(sealed.subarray(0, end))).rejects.toMatchObject(broken);
    }
    await expect(open(Buffer.concat([sealed, Buffer.alloc(1)]))).rejects.toMatchObject(broken);
  });

  it('is refused when frames are moved, left out, said twice or taken from another one under the same key', async () => {
    const sealed = await seal(randomBytes(3 * frame));
    const other = await seal(randomBytes(3 * frame));
    const part = (of: Buffer, n: number) =>
      of.subarray(header + n * (frame + 16), Math.min(of.length, header + (n + 1) * (frame + 16)));
    const head = sealed.subarray(0, header);
    const orders = [
      [1, 0, 2],
      [0, 2],
      [0, 0, 2],
      [0, 1],
    ].map((order) => Buffer.concat([head, ...order.map((n) => part(sealed, n))]));
    const mixed = Buffer.concat([head, part(sealed, 0), part(other, 1), part(sealed, 2)]);
    for (const wrong of [...orders, mixed]) await expect(open(wrong)).rejects.toMatchObject(broken);
  });

  it('is of its place and its data key', async () => {
    const sealed = await seal(randomBytes(100));
    await expect(open(sealed, key, 'papers/fil_2')).rejects.toMatchObject(broken);
    await expect(open(sealed, vault.newDataKey())).rejects.toMatchObject(broken);
    expect(await open(sealed, vault.rewrap(key))).toHaveLength(100);
  });

  it('gives no byte of a frame that is not true, and passes on why its source ended', async () => {
    const sealed = await seal(randomBytes(2 * frame));
    sealed.writeUInt8(sealed.readUInt8(header) ^ 1, header);
    const seen: unknown[] = [];
    const reading = async () => {
      for await (const chunk of vault.decryptStream(key, place, [sealed])) seen.push(chunk);
    };
    await expect(reading()).rejects.toBeInstanceOf(Refusal);
    expect(seen).toEqual([]);
    async function* cutOff() {
      yield await Promise.resolve(randomBytes(10));
      throw new Error('the line went dead');
    }
    await expect(buffer(vault.encryptStream(key, place, cutOff()))).rejects.toThrow('the line went dead');
  });
});
