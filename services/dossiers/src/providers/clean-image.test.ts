import sharp from 'sharp';
import { cleanImage } from './clean-image.js';

const code = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'taken',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 60 } } });

describe('a picture', () => {
  it('comes out upright, without place, texts, profile or bytes behind its end', async () => {
    const gps = { IFD0: { Make: 'Máy Mẫu' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 2/1 3/1' } };
    const photo = await picture(60, 40).withExif(gps).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(photo.includes('Exif')).toBe(true);
    const sent = Buffer.concat([photo, Buffer.from('PK\x03\x04 and a whole archive behind it')]);
    const cleaned = await cleanImage(sent, 'image/jpeg');
    const about = await sharp(cleaned).metadata();
    expect(about).toMatchObject({ format: 'jpeg', width: 40, height: 60, isProgressive: false });
    expect([about.exif, about.icc, about.xmp, about.orientation]).toEqual([undefined, undefined, undefined, undefined]);
    for (const rest of ['Exif', 'PK', 'ICC', 'Mẫu']) expect([rest, cleaned.includes(rest)]).toEqual([rest, false]);
  });

  it('in PNG loses what was written between its rows', async () => {
    const plain = await picture(20, 20).png().toBuffer();
    const text = Buffer.from('tEXtComment\0<script>alert(1)</script>');
    const chunk = Buffer.concat([Buffer.alloc(4), text, Buffer.alloc(4)]);
    chunk.writeUInt32BE(text.length - 4, 0);
    chunk.writeUInt32BE(crc32(text), chunk.length - 4);
    const sent = Buffer.concat([plain.subarray(0, 33), chunk, plain.subarray(33)]);
    const cleaned = await cleanImage(sent, 'image/png');
    expect(cleaned.includes('script')).toBe(false);
    expect((await sharp(cleaned).raw().toBuffer()).subarray(0, 3)).toEqual(Buffer.from([200, 30, 60]));
  });

  it('is not taken when it is cut off, damaged, of another kind, or nothing but a beginning', async () => {
    const photo = await picture(300, 300).jpeg().toBuffer();
    const png = await picture(300, 300).png().toBuffer();
    const damaged = Buffer.from(png);
    damaged.fill(0x55, 60, 90);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const [bytes, type] of [
      [photo.subarray(0, photo.length / 2), 'image/jpeg'],
      [photo.subarray(0, 3), 'image/jpeg'],
      [png.subarray(0, png.length - 30), 'image/png'],
      [damaged, 'image/png'],
      [png, 'image/jpeg'],
      [svg, 'image/png'],
      [await picture(9, 9).webp().toBuffer(), 'image/png'],
    ] as const) {
      expect(await code(cleanImage(bytes, type))).toBe('IMAGE_UNREADABLE');
    }
  });

  it('is not taken when its dots are too many, which its first bytes tell', async () => {
    const bomb = await picture(8_000, 8_000).png({ palette: true, compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(200_000);
    expect(await code(cleanImage(bomb, 'image/png'))).toBe('IMAGE_TOO_LARGE');
    const liar = Buffer.from(await picture(9, 9).png().toBuffer());
    liar.writeUInt32BE(60_000, 16);
    liar.writeUInt32BE(60_000, 20);
    liar.writeUInt32BE(crc32(liar.subarray(12, 29)), 29);
    expect(await code(cleanImage(liar, 'image/png'))).toBe('IMAGE_TOO_LARGE');
  });

  it('that would have to be held whole is taken up to a smaller size', async () => {
    const turned = await picture(7_000, 5_000).withMetadata({ orientation: 8 }).jpeg().toBuffer();
    expect(await code(cleanImage(turned, 'image/jpeg'))).toBe('IMAGE_TOO_LARGE');
    const upright = await picture(7_000, 5_000).jpeg().toBuffer();
    expect(await code(cleanImage(upright, 'image/jpeg'))).toBe('taken');
    const interlaced = await picture(7_000, 5_000).png({ progressive: true }).toBuffer();
    expect(await code(cleanImage(interlaced, 'image/png'))).toBe('IMAGE_TOO_LARGE');
  });
});

/** Of a PNG chunk: its type and data. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
