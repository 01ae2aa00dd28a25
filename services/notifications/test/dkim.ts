import { createHash, createVerify, type KeyObject } from 'node:crypto';

/** Checks a DKIM signature of relaxed/relaxed rsa-sha256 as a receiver does (RFC 6376 sections 3.4 and 3.7). */
export function verifyDkim(letter: string, publicKey: KeyObject) {
  const end = letter.indexOf('\r\n\r\n');
  const fields = letter
    .slice(0, end)
    .split(/\r\n(?![ \t])/)
    .map((field) => ({ name: field.slice(0, field.indexOf(':')).trim().toLowerCase(), field }));
  const signature = fields.find(({ name }) => name === 'dkim-signature')?.field ?? '';
  const tag = (name: string) =>
    new RegExp(`[;:]\\s*${name}=([^;]*)`).exec(signature)?.[1]?.replace(/\s/g, '') ?? `no ${name}`;
  const body = letter
    .slice(end + 4)
    .replace(/[ \t]+(?=\r\n)/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/(\r\n)*$/, '\r\n');
  const signed = tag('h')
    .toLowerCase()
    .split(':')
    .flatMap((wanted) => fields.filter(({ name }) => name === wanted).slice(-1))
    .map(({ field }) => `${relaxed(field)}\r\n`)
    .join('');
  const unsigned = relaxed(signature).replace(/([;:]\s*b=)[^;]*/, '$1');
  const isRight =
    tag('c') === 'relaxed/relaxed' &&
    createHash('sha256').update(body).digest('base64') === tag('bh') &&
    createVerify('sha256')
      .update(signed + unsigned)
      .verify(publicKey, tag('b'), 'base64');
  return { domain: tag('d'), selector: tag('s'), isRight };
}

function relaxed(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}
