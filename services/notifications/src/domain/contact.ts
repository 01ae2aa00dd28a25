/** Where the applicant can be reached: judged once, when the contact arrives; the addresses themselves stay encrypted. */
import { parsePhone } from '@motcua/vietnam';
import type { Channel, Language } from './templates.js';

/** ABSENT: nothing was given, so nothing is tried. The others: given, and no message can go there. */
export type Reach = 'REACHABLE' | 'ABSENT' | 'PHONE_ABROAD' | 'PHONE_LANDLINE' | 'PHONE_UNUSABLE' | 'EMAIL_UNUSABLE';

export interface Addresses {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
}

export interface Contact {
  readonly language: Language;
  readonly reach: Readonly<Record<Channel, Reach>>;
  /** The addresses, under the data key of this name; that of the correspondence itself when absent. */
  readonly encryptedAddresses: string;
  readonly keyId?: string;
}

export function judgeReach({ phone, email }: Addresses): Contact['reach'] {
  return { SMS: reachByText(phone), EMAIL: reachByLetter(email) };
}

/** Only Vietnamese mobiles take our texts; a landline cannot and a number abroad is not in the contract. */
function reachByText(phone: string | null): Reach {
  if (phone === null || phone.trim() === '') return 'ABSENT';
  const parsed = parsePhone(phone);
  if (parsed.ok) return parsed.canReceiveSms ? 'REACHABLE' : 'PHONE_LANDLINE';
  return parsed.problem === 'NOT_VIETNAMESE' ? 'PHONE_ABROAD' : 'PHONE_UNUSABLE';
}

/** One address without quoting, spaces or line breaks: what could become a second recipient or a header is refused. */
function reachByLetter(email: string | null): Reach {
  if (email === null || email.trim() === '') return 'ABSENT';
  return /^[^\s@<>,;:"()[\]\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(email) && email.length <= 254
    ? 'REACHABLE'
    : 'EMAIL_UNUSABLE';
}
