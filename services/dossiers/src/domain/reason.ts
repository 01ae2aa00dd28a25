/** Reasons are codes: what goes out in events never holds a sentence about somebody. */
import { Refusal } from '@motcua/service-kit/pure';

export function isReason(code: string): boolean {
  return /^[A-Z][A-Z0-9_]{2,63}$/.test(code);
}

export function requireReason(reasonCode: string): void {
  if (isReason(reasonCode)) return;
  throw new Refusal('REASON_CODE_MALFORMED', 'A reason is a code of capitals, digits and underscores.');
}
