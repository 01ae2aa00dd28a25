import { Refusal } from '@motcua/service-kit';
import sharp, { type Metadata, type Sharp } from 'sharp';

/** A4 at 600 dots per inch has 35 million. */
const mostPixels = 50_000_000;
/** Turned, progressive and interlaced pictures cannot pass row by row: all of one is held while it is written anew. */
const mostHeldBytes = 80 * 1024 * 1024;
/** Of what it becomes; a picture of noise grows. */
const mostBytes = 20 * 1024 * 1024;

// One picture at a time, and nothing of it kept: memory goes back down after each.
sharp.cache(false);
sharp.concurrency(1);
// Whatever else the library can open is not opened, whatever the bytes look like.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] });

/**
 * The picture alone, decoded and written anew upright in sRGB: what else was in the file (place and device, texts, colour
 * profiles, bytes behind its end) is not in the new one. Refused: IMAGE_UNREADABLE, IMAGE_TOO_LARGE.
 */
export async function cleanImage(bytes: Buffer, contentType: string): Promise<Buffer> {
  const format = contentType === 'image/png' ? 'png' : 'jpeg';
  const image = sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels, sequentialRead: true });
  const about = await image.metadata().catch(refuse);
  if (about.format !== format) throw unreadable();
  requireRoom(about);
  const cleaned = await write(image.autoOrient(), format).toBuffer().catch(refuse);
  if (cleaned.length > mostBytes) throw tooLarge();
  return cleaned;
}

/** Baseline and without a second pass, so that rows go through; measured a seventh of the memory that better packing takes. */
function write(image: Sharp, format: 'png' | 'jpeg'): Sharp {
  return format === 'png' ? image.png() : image.jpeg({ quality: 85, optimiseCoding: false });
}

function requireRoom({ width, height, channels, depth, isProgressive, orientation }: Metadata): void {
  const pixels = width * height;
  const held = isProgressive || (orientation ?? 1) > 1;
  const bytes = pixels * channels * (depth === 'uchar' ? 1 : 2);
  if (pixels > mostPixels || (held && bytes > mostHeldBytes)) throw tooLarge();
}

function refuse(error: unknown): never {
  // The library tells its reasons in words only; nothing it says is about anything but these bytes.
  throw error instanceof Error && error.message.includes('pixel limit') ? tooLarge() : unreadable();
}

function tooLarge(): Refusal {
  return new Refusal('IMAGE_TOO_LARGE', 'The picture has more dots than allowed.', { mostPixels });
}

function unreadable(): Refusal {
  return new Refusal('IMAGE_UNREADABLE', 'The picture cannot be read, or is not complete.');
}
