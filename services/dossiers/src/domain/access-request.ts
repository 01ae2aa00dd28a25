/** Somebody who knows a dossier's code asks to be let in by a one-time code that goes to the contact on file. */
import { createHash, timingSafeEqual } from 'node:crypto';

export type AccessCodeChannel = 'SMS' | 'EMAIL';

/** Stored for every code that is typed, whether or not there is such a dossier, so that both are asked for alike. */
export interface AccessRequest {
  readonly id: string;
  /** Keyed hash of the dossier code as it was typed, tidied. */
  readonly typedKey: string;
  /** The dossier code; null when what was typed is none. */
  readonly code: string | null;
  readonly channel: AccessCodeChannel;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  /** Null until the code was sent, and for ever where there is no such dossier. */
  readonly dossierId: string | null;
  readonly attempts: number;
  readonly usedAt: Date | null;
}

export const accessCodeLivesMs = 10 * 60_000;
const mostAttempts = 5;

/** Six digits that follow from a keyed hash, so that sending again after a crash sends the same ones. */
export function accessCodeFrom(keyedHash: string): string {
  const number = Buffer.from(keyedHash, 'base64url').readUIntBE(0, 6) % 1_000_000;
  return String(number).padStart(6, '0');
}

/**
 * The dossier that the typed digits open, `request` being the newest that is not over, this attempt counted. Everything is
 * looked at whatever was found, so that no refusal is quicker than another.
 */
export function dossierOpenedBy(request: AccessRequest | null, expected: string, typed: string): string | null {
  const isRight = timingSafeEqual(digest(expected), digest(tidyDigits(typed)));
  const isOpen = request !== null && request.attempts <= mostAttempts && request.usedAt === null;
  return isRight && isOpen ? request.dossierId : null;
}

/** As people copy a code from a message. */
function tidyDigits(typed: string): string {
  return typed
    .slice(0, 100)
    .normalize('NFKC')
    .replace(/[\s-]+/gu, '');
}

/** Equal lengths, whatever was typed. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
