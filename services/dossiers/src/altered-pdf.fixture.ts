/** For tests: files of slips with something changed, still whole as PDFs. */
import { deflateSync, inflateSync } from 'node:zlib';

/** The first stream that begins like this, changed; every object stays where the table says. */
export function withStream(file: Buffer, begins: string, change: (content: string) => string): Buffer {
  const text = file.toString('latin1');
  for (const { index, 1: length = '' } of text.matchAll(/\/Length (\d+)\n\/Filter \/FlateDecode\n>>\nstream\n/g)) {
    const from = text.indexOf('stream\n', index) + 'stream\n'.length;
    const content = inflateSync(file.subarray(from, from + Number(length))).toString('latin1');
    if (!content.startsWith(begins)) continue;
    const packed = deflateSync(Buffer.from(change(content), 'latin1')).toString('latin1');
    const before = `${text.slice(0, index)}/Length ${String(packed.length)}\n/Filter /FlateDecode\n>>\nstream\n`;
    return moved(text, before + packed, text.slice(from + Number(length)), from);
  }
  throw new Error(`no stream begins with ${begins}`);
}

/** The place where the text was cut moved: so does everything behind it. */
function moved(old: string, before: string, behind: string, cut: number): Buffer {
  const shift = before.length + behind.length - old.length;
  const whole = before + behind;
  const offsetOf = (at: number): number => (at > cut ? at + shift : at);
  const corrected = whole
    .replace(/^(\d{10}) 00000 n/gm, (_, at: string) => `${String(offsetOf(Number(at))).padStart(10, '0')} 00000 n`)
    .replace(/startxref\n(\d+)/, (_, at: string) => `startxref\n${String(offsetOf(Number(at)))}`);
  return Buffer.from(corrected, 'latin1');
}
