import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

const megabyte = 1024 * 1024;
const most = 10 * megabyte;

/** A photograph of almost 10 MB: noise does not compress, so this is the hardest one a phone could send. */
export async function largePhoto(): Promise<Uint8Array> {
  for (let width = 2_600; ; width -= 100) {
    const raw = { width, height: Math.round(width * 0.75), channels: 3 as const };
    const bytes = await sharp(randomBytes(raw.width * raw.height * 3), { raw })
      .jpeg({ quality: 96 })
      .toBuffer();
    if (bytes.length < most) return bytes;
  }
}

/** A scan of almost 10 MB in one page: a stream of random bytes that a reader of the PDF has no reason to look into. */
export function largeScan(): Uint8Array {
  const image = randomBytes(most - megabyte / 4);
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let length = 0;
  const add = (...pieces: readonly (string | Buffer)[]): void => {
    for (const piece of pieces) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece;
      parts.push(bytes);
      length += bytes.length;
    }
  };
  const object = (...pieces: readonly (string | Buffer)[]): void => {
    offsets.push(length);
    add(`${offsets.length} 0 obj\n`, ...pieces, '\nendobj\n');
  };
  add('%PDF-1.4\n');
  object('<< /Type /Catalog /Pages 2 0 R >>');
  object('<< /Type /Pages /Kids [3 0 R] /Count 1 >>');
  object('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 4 0 R >> >> >>');
  const about = '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8';
  object(`${about} /Length ${image.length} >>\nstream\n`, image, '\nendstream');
  const start = length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  add(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}`);
  add(`trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}
