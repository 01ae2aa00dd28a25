/** A paper under the letterhead of an office, as what stands on it from top to bottom; a signature speaks for its text. */
import { createHash } from 'node:crypto';
import type { LocalizedText } from './step.js';

export type PaperLanguage = 'vi' | 'en';

export interface PaperTable {
  readonly kind: 'TABLE';
  readonly columns: readonly { readonly title: string; readonly share?: number; readonly align?: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
}

export type PaperPart =
  | { readonly kind: 'HEADING' | 'PARAGRAPH' | 'SMALL_PRINT'; readonly text: string }
  | PaperTable
  | { readonly kind: 'LIST'; readonly items: readonly string[] }
  /** Side by side, with room to sign by hand. */
  | { readonly kind: 'SIGNATURES'; readonly signers: readonly string[]; readonly hint: string };

export interface OfficePaper {
  readonly language: PaperLanguage;
  readonly size: 'A4' | 'A5';
  readonly orientation: 'portrait' | 'landscape';
  /** In capitals on the paper. */
  readonly title: string;
  /** Its own number, or the code it is about; names the file and stands at the foot. */
  readonly number: string;
  /** What the file gives as the time of its making: of what it says, not of the printing. */
  readonly datedAt: Date;
  /** Name of the office, and how to reach it. */
  readonly office: readonly string[];
  readonly parts: readonly PaperPart[];
  /** Beside its QR code; null where it has none. */
  readonly code: { readonly alt: string; readonly beside: readonly string[] } | null;
}

export interface PaperOffice {
  readonly name: { readonly vi: string; readonly en?: string | undefined };
  readonly phone: string;
  readonly address: string;
}

export const letterhead = {
  country: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập – Tự do – Hạnh phúc',
} as const;

const phone: LocalizedText = { vi: 'Điện thoại', en: 'Phone' };

/** The lines of an office in a letterhead; its id where it is not known any more. */
export function officeLines(office: PaperOffice | null, id: string, language: PaperLanguage): readonly string[] {
  if (office === null) return [id];
  return [officeName(office, id, language), office.address, `${phone[language]}: ${office.phone}`];
}

export function officeName(office: PaperOffice | null, id: string, language: PaperLanguage): string {
  return office === null ? id : ((language === 'en' ? office.name.en : undefined) ?? office.name.vi);
}

/** Every text that stands on it, in the order in which it is read. */
export function standingTexts({ office, title, parts, code }: OfficePaper): readonly string[] {
  return [
    ...[...office, letterhead.country, letterhead.motto, title.toUpperCase()],
    ...parts.flatMap(textsOf),
    ...(code?.beside ?? []),
  ];
}

function textsOf(part: PaperPart): readonly string[] {
  switch (part.kind) {
    case 'HEADING':
    case 'PARAGRAPH':
    case 'SMALL_PRINT':
      return [part.text];
    case 'TABLE':
      return [...part.columns.map(({ title }) => title), ...part.rows.flat()];
    case 'LIST':
      return part.items.flatMap((item, at) => [`${String(at + 1)}.`, item]);
    case 'SIGNATURES':
      return part.signers.flatMap((signer) => [signer, part.hint]);
  }
}

/**
 * SHA-256 (base64url) over what the texts say. White space does not count, for lines break where there is room; nor do
 * letters that are not on the list below, which the printed font may lack.
 */
export function textDigest(texts: readonly string[]): string {
  const letters = texts.join('').normalize('NFC').replace(notCounted, '');
  return createHash('sha256').update(letters).digest('base64url');
}

/** As it can be printed: what is not Latin stands as a question mark, which also keeps every line from left to right. */
export function legible(text: string): string {
  return text.normalize('NFC').replace(illegible, '?');
}

/** Latin with every Vietnamese letter, figures and signs; each of them can be printed and read back (a test proves it). */
export const countedLetters = String.raw`!-~¡-¬®-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ–—‘’“”•…₫`;
const notCounted = new RegExp(`[^${countedLetters}]`, 'gu');
const illegible = new RegExp(String.raw`[^\s\p{Script=Latin}${countedLetters}]`, 'gu');
