/** Which files a paper may be: what they say they are, what their first bytes are, how big and how many. */
import { Refusal } from '@motcua/service-kit/pure';
import { isKept } from './attachment.js';
import type { Intake } from './intake.js';

export const maxFileBytes = 10 * 1024 * 1024;
/** How much one application may be, and one dossier with all that was ever added to it. */
export const roomIn = {
  draft: { maxFiles: 30, maxBytes: 60 * 1024 * 1024 },
  dossier: { maxFiles: 60, maxBytes: 120 * 1024 * 1024 },
} as const;
/** Enough for every signature below. */
export const signatureBytes = 8;

const signatures: Readonly<Record<string, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/** Judged before a byte is read. A type without a known signature is never accepted, whatever a definition says. */
export function requireAcceptedType(declared: string, accepted: readonly string[]): void {
  if (accepted.includes(declared) && Object.hasOwn(signatures, declared)) return;
  throw new Refusal('FILE_TYPE_NOT_ACCEPTED', 'This paper is not taken as that type of file.', { accepted });
}

/** The first bytes must be those of the declared type; renaming a file does not make it one. */
export function requireSignature(head: Uint8Array, declared: string): void {
  const expected = Object.hasOwn(signatures, declared) ? (signatures[declared] ?? []) : [];
  if (expected.length > 0 && expected.every((byte, place) => head[place] === byte)) return;
  throw new Refusal('FILE_TYPE_MISMATCH', 'The file is not what it says it is.', { declared });
}

interface Room {
  readonly maxFiles: number;
  readonly maxBytes: number;
}

/** `taken`: files of before, which take room too. */
export function requireRoom(
  { attachments }: Pick<Intake, 'attachments'>,
  sizeBytes: number,
  room: Room,
  taken: readonly { readonly sizeBytes: number }[] = [],
): void {
  const bytes = [...attachments.filter(isKept), ...taken].reduce((sum, kept) => sum + kept.sizeBytes, sizeBytes);
  if (attachments.length + taken.length < room.maxFiles && bytes <= room.maxBytes) return;
  throw new Refusal('TOO_MANY_FILES', 'One application takes no more files.', { ...room });
}

export function fileTooLarge(): Refusal {
  return new Refusal('FILE_TOO_LARGE', 'The file is larger than allowed.', { maxFileBytes });
}

export function fileEmpty(): Refusal {
  return new Refusal('FILE_EMPTY', 'The file is empty.');
}

/** The last part of a path, without control characters, of a length any file system takes. */
export function tidyFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/u).at(-1) ?? '';
  const visible = Array.from(last.replace(/\p{C}/gu, '')).slice(0, 120).join('').trim();
  return visible === '' ? 'file' : visible;
}

const endings: Readonly<Record<string, RegExp>> = {
  'application/pdf': /\.pdf$/i,
  'image/jpeg': /\.jpe?g$/i,
  'image/png': /\.png$/i,
};
const usualEndings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
};

/** As what it is saved: a program by name is none by its name either. */
export function nameToSave(fileName: string, contentType: string): string {
  const fits = endings[contentType]?.test(fileName) ?? true;
  return fits ? fileName : `${fileName}${usualEndings[contentType] ?? ''}`;
}
