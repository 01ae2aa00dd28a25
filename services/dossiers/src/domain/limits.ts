/** How often one address or one typed code may try something that needs no proof of who asks (ours). */
import { Refusal } from '@motcua/service-kit/pure';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export interface Limit {
  readonly most: number;
  readonly perMs: number;
}

/** An address may be a whole dormitory; a code is one person's. Each limit counts on its own. */
export const limits = {
  'startDraft/address': { most: 30, perMs: hourMs },
  'resumeDraft/address': { most: 30, perMs: hourMs },
  'redeemReceipt/address': { most: 30, perMs: hourMs },
  'requestAccessCode/address': { most: 20, perMs: hourMs },
  'requestAccessCode/code': { most: 5, perMs: hourMs },
  /** Each one is a message that somebody gets, and a fact of their dossier. */
  'requestAccessCode/code-of-day': { most: 10, perMs: 24 * hourMs },
  'confirmAccessCode/address': { most: 60, perMs: hourMs },
  /** With five attempts for each code: one guess in fifty thousand succeeds within an hour. */
  'confirmAccessCode/code': { most: 20, perMs: hourMs },
  'trackDossier/address': { most: 60, perMs: 10 * minuteMs },
  'trackDossier/code': { most: 30, perMs: 10 * minuteMs },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;

export function tooManyRequests(retryAt: Date, at: Date): Refusal {
  const retryAfterSeconds = Math.max(1, Math.ceil((retryAt.getTime() - at.getTime()) / 1000));
  return new Refusal('TOO_MANY_REQUESTS', 'Too many tries; please wait.', { retryAfterSeconds });
}

/** What is counted as one caller: a household has a /64 of IPv6 addresses. Addresses nobody knows are counted together. */
export function networkOf(address: string | null): string {
  if (address === null) return 'unknown';
  if (!address.includes(':') || address.includes('.')) return address.replace(/^.*:/, '');
  const [front = '', back] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const [before, after] = [front, back ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const missing = back === undefined ? 0 : 8 - (before?.length ?? 0) - (after?.length ?? 0);
  const groups = [...(before ?? []), ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...(after ?? [])];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
