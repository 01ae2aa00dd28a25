export type PhoneProblem = 'NOT_A_NUMBER' | 'NOT_VIETNAMESE' | 'WRONG_LENGTH' | 'UNKNOWN_PREFIX';

export type Phone =
  | { readonly ok: true; readonly e164: string; readonly kind: 'mobile' | 'landline'; readonly canReceiveSms: boolean }
  | { readonly ok: false; readonly problem: PhoneProblem };

/**
 * Reads a Vietnamese phone number written in any usual way (spaces, dots, hyphens, +84, 0084) into E.164.
 * Mobile: 0 and nine digits from 03, 05, 07, 08, 09. Landline: 02 and nine more. The 11-digit mobiles ended in 2018.
 */
export function parsePhone(text: string): Phone {
  const bare = text.normalize('NFKC').replace(/[\s.()-]/gu, '');
  if (!/^\+?\d+$/.test(bare)) return { ok: false, problem: 'NOT_A_NUMBER' };
  const national = toNational(bare);
  if (national === null) return { ok: false, problem: 'NOT_VIETNAMESE' };
  if (/^0[35789]/.test(national)) return ofLength(national, 10, 'mobile');
  if (national.startsWith('02')) return ofLength(national, 11, 'landline');
  return { ok: false, problem: 'UNKNOWN_PREFIX' };
}

function toNational(bare: string): string | null {
  const international = /^(?:\+|00)(\d+)$/.exec(bare)?.[1];
  if (international !== undefined) return international.startsWith('84') ? `0${international.slice(2)}` : null;
  if (bare.startsWith('0')) return bare;
  return bare.startsWith('84') ? `0${bare.slice(2)}` : null;
}

function ofLength(national: string, length: number, kind: 'mobile' | 'landline'): Phone {
  if (national.length !== length) return { ok: false, problem: 'WRONG_LENGTH' };
  return { ok: true, e164: `+84${national.slice(1)}`, kind, canReceiveSms: kind === 'mobile' };
}
