/** What a PDF's objects are made of, as far as it matters for judging them; texts are skipped, never kept. */
export type PdfValue =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'reference'; readonly to: number }
  | { readonly kind: 'array'; readonly items: readonly PdfValue[] }
  /** In the order of the file, a key that is said twice too: readers differ in which one they take. */
  | { readonly kind: 'dictionary'; readonly entries: readonly (readonly [key: string, value: PdfValue])[] }
  | { readonly kind: 'other' };

/** The bytes cannot be read as objects within reason: nested too deep, numbers no reader takes, or made to be read for ever. */
export class UnreadablePdf extends Error {}

/** Shared by all readings of one file. */
export interface Reading {
  bytesRead: number;
  /** Each one may be read several times, but not over and over. */
  mostBytes: number;
  /** Told every name that stands anywhere, whatever it means there. */
  readonly onName: (name: string) => void;
}
